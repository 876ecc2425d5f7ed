package io.jenkins.plugins.bluegreen.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest extends DecisionCase {
    @Test
    void writesNothingWithoutTheLeases() {
        scene.lock = new Observed.Lock.Free();
        scene.serving(1);

        assertThat(only(Action.Lock.class)).isNotNull();
    }

    @Test
    void saysThatItIsThereAlreadyBeforeItAsksForTheLeases() {
        scene.lock = new Observed.Lock.Free();
        scene.facts = Facts.atStart(Scene.NOW);
        scene.serving(1).requested("v2", "another run");

        assertThat(outcome()).isEqualTo(new Outcome.AlreadyActive("demo-rs-v001"));
    }

    @Test
    void writesDownWhatARunThatWasCutOffAfterTheCutoverDidNot() {
        Scene.ReleaseScene served = scene.serving(1).requested("v2", "another run");
        served.annotations.remove(Keys.PROMOTED_AT);

        assertThat(only(Action.Annotate.class).annotations()).containsKey(Keys.PROMOTED_AT);
    }

    @Test
    void createsTheNextReleaseWithoutTrafficLabelsAndAtLeastAsLargeAsTheActiveOne() {
        scene.serving(7).desired = 5;

        Action.Create create = only(Action.Create.class);

        assertThat(create.release().name()).isEqualTo("demo-rs-v008");
        assertThat(create.release().replicas()).isEqualTo(5);
        assertThat(create.release().manifest().toString()).doesNotContain("createBy=");
    }

    @Test
    void makesItAsSmallAsItWasToldTo() {
        scene.serving(1).desired = 5;
        scene.options = withReplicas(2);

        assertThat(only(Action.Create.class).release().replicas()).isEqualTo(2);
    }

    @Test
    void begins999AgainAtTheFirstFreeNumber() {
        scene.serving(1).created = Scene.NOW.minusSeconds(500);
        scene.release(999).created = Scene.NOW.minusSeconds(400);

        assertThat(only(Action.Create.class).release().name()).isEqualTo("demo-rs-v002");
    }

    /** A watch of pods may tell of a pod later than a watch of slices does. */
    @Test
    void waitsForTheReleaseOfAnEndpointBeforeItSaysThatThereIsNone() {
        scene.serving(1);
        var endpoints = scene.service(Scene.SERVICE).endpoints;
        endpoints.add(new Slice.Endpoint("uid-stray", "stray", true, 1));

        assertThat(scene.settled()).isEqualTo(new Next.Await(Wait.KNOWN, Scene.NOW.plusSeconds(2), "stray", 1));
        Next later = Decision.next(scene.request(), scene.observed(), Scene.NOW.plusSeconds(2))
                .next();
        endpoints.remove(endpoints.size() - 1);

        assertThat(later).isInstanceOfSatisfying(Next.Done.class, done -> assertThat(done.outcome())
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.toString())
                        .contains("pods that belong to no release serve it and would be cut off: stray")));
        assertThat(only(Action.Create.class).release().name()).isEqualTo("demo-rs-v002");
    }

    @Test
    void goesOnWithACandidateThatARunOfTheSameRequestLeft() {
        scene.serving(1);
        scene.release(2).requested("v2", "a run that was killed").pods(3);

        assertThat(only(Action.Annotate.class).annotations())
                .containsEntry(Keys.RUN, Optional.of("run-1"))
                .doesNotContainKey(Keys.PREPARED_AT);
    }

    @Test
    void leavesWhatAnotherRunHasPrepared() {
        scene.serving(1);
        scene.release(2).requested("v2", "another run").pods(3).annotate(Keys.PREPARED_AT, Scene.NOW.toString());

        assertThat(only(Action.Create.class).release().name()).isEqualTo("demo-rs-v003");
    }

    @Test
    void doesNotGoOnWithACandidateThatIsOlderThanWhatServes() {
        scene.release(1).requested("v2", "a run that was killed").pods(3);
        scene.serving(2);

        assertThat(only(Action.Create.class).release().name()).isEqualTo("demo-rs-v003");
    }

    @Test
    void refusesToPromoteWhenANewerReleaseHasBecomeActive() {
        scene.release(1).requested("v2", "run-1").pods(3).annotate(Keys.PREPARED_AT, Scene.NOW.toString());
        scene.serving(2);
        scene.goal = new Request.Goal.Promote("demo-rs-v001");

        assertThat(refusal())
                .isEqualTo(
                        "Traffic for demo-rs-v001, but the newer release demo-rs-v002 has become active since it was prepared. Prepare it again if it is to replace that one.");
    }

    @Test
    void refusesToPromoteWhatWasNotPrepared() {
        scene.serving(1);
        scene.release(2).requested("v2", "another run").pods(3);
        scene.goal = new Request.Goal.Promote("demo-rs-v002");

        assertThat(refusal()).contains("it was not prepared, or was promoted before");
    }

    @Test
    void discardsNothingThatServedBefore() {
        scene.serving(2);
        scene.release(1).requested("v1", "an old run").promoted();
        scene.goal = new Request.Goal.Discard("demo-rs-v001");

        assertThat(refusal()).contains("it is no candidate");
    }

    @Test
    void discardsACandidate() {
        scene.serving(1);
        scene.release(2).requested("v2", "run-1").annotate(Keys.PREPARED_AT, Scene.NOW.toString());
        scene.goal = new Request.Goal.Discard("demo-rs-v002");

        assertThat(only(Action.Delete.class).release().name()).isEqualTo("demo-rs-v002");
    }

    @Test
    void rollsBackOnlyWhatItWasToldToRollBackFrom() {
        scene.serving(1);
        scene.goal = new Request.Goal.Rollback(Optional.empty(), Optional.of("demo-rs-v002"));

        assertThat(outcome()).isEqualTo(new Outcome.NothingToDo("Nothing is undone: demo-rs-v002 carries no traffic"));
    }

    @Test
    void takesTheTrafficFromAFirstDeploymentThatIsUndone() {
        scene.serving(1).requested("v2", "run-1");
        scene.goal = new Request.Goal.Rollback(Optional.empty(), Optional.of("demo-rs-v001"));

        Action.Relabel relabel = only(Action.Relabel.class);

        assertThat(relabel.labels())
                .isEqualTo(Map.of("createBy", Optional.empty(), Keys.TRAFFIC, Optional.of(Keys.OFF)));
        assertThat(relabel.annotations()).containsKey(Keys.ROLLED_BACK_AT);
    }

    @Test
    void saysThatThereIsNoReleaseToGoBackTo() {
        scene.serving(1);
        scene.goal = new Request.Goal.Rollback(Optional.empty(), Optional.empty());

        assertThat(refusal())
                .isEqualTo(
                        "A rollback to the previous good release, but there is no such release of demo-rs. Look at bluegreen status for those there are.");
    }

    @Test
    void goesBackToTheGoodReleaseThatWasPromotedLastWhenTheReplacedOneIsGone() {
        scene.release(1).pods(3).promoted();
        scene.release(2).pods(3).promoted().annotate(Keys.ROLLED_BACK_AT, Scene.NOW.toString());
        scene.serving(4).annotate(Keys.PREVIOUS, "demo-rs-v003");
        scene.goal = new Request.Goal.Rollback(Optional.empty(), Optional.empty());

        assertThat(only(Action.Select.class).selector()).isEqualTo(Map.of(Keys.RELEASE, "demo-rs-v001"));
    }

    @Test
    void scalesUpWhatAnAutoscalerHasShrunkBeforeItGoesBack() {
        scene.release(1).pods(1).promoted().desired = 1;
        scene.serving(2).annotate(Keys.PREVIOUS, "demo-rs-v001");
        scene.goal = new Request.Goal.Rollback(Optional.empty(), Optional.empty());

        assertThat(only(Action.Scale.class)).satisfies(scale -> {
            assertThat(scale.release().name()).isEqualTo("demo-rs-v001");
            assertThat(scale.replicas()).isEqualTo(3);
        });
    }

    @Test
    void scalesAnEarlierReleaseBackWhenItCannotBecomeAvailable() {
        scene.release(1).trouble("InvalidImageName", 0).promoted().desired = 1;
        scene.serving(2).annotate(Keys.PREVIOUS, "demo-rs-v001");
        scene.goal = new Request.Goal.Rollback(Optional.empty(), Optional.empty());
        scene.facts = scene.step().facts();
        scene.release(1).desired = 3;
        assertThat(scene.settled()).isInstanceOf(Next.Act.class);
        scene.facts = scene.facts.withDiagnosis(List.of("an event"));

        assertThat(only(Action.Scale.class).replicas()).isEqualTo(1);
    }

    @Test
    void asksForEventsAndLogsBeforeAFailedCandidateGoes() {
        scene.serving(1);
        scene.release(2).requested("v2", "run-1").trouble("CreateContainerConfigError", 0);

        assertThat(scene.settled())
                .isInstanceOfSatisfying(
                        Next.Act.class, act -> assertThat(act.actions().get(0)).isInstanceOf(Action.Diagnose.class));
        scene.facts = scene.facts.withDiagnosis(List.of("an event"));
        assertThat(only(Action.Delete.class).release().name()).isEqualTo("demo-rs-v002");
        scene.releases.remove("demo-rs-v002");

        assertThat(outcome())
                .isEqualTo(new Outcome.Failed(
                        "Container demo of pod demo-rs-v002-0 is in CreateContainerConfigError",
                        Outcome.Failed.State.UNTOUCHED,
                        List.of(),
                        List.of("an event")));
    }
}
