package io.jenkins.plugins.bluegreen.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private final Scene scene = new Scene();

    private <A extends Action> A only(Class<A> type) {
        Next next = scene.next();
        assertThat(next).isInstanceOf(Next.Act.class);
        List<Action> actions = ((Next.Act) next).actions();
        assertThat(actions).hasSize(1);
        assertThat(actions.get(0)).isInstanceOf(type);
        return type.cast(actions.get(0));
    }

    private String refusal() {
        Next next = scene.next();
        assertThat(next).isInstanceOfSatisfying(Next.Done.class, done -> assertThat(done.outcome())
                .isInstanceOf(Outcome.Refused.class));
        Outcome.Refused refused = (Outcome.Refused) ((Next.Done) next).outcome();
        return String.join(
                "\n", refused.problems().stream().map(Problem::sentence).toList());
    }

    private Outcome outcome() {
        Next next = scene.next();
        assertThat(next).isInstanceOf(Next.Done.class);
        return ((Next.Done) next).outcome();
    }

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

    @Test
    void flipsOnlyWhenAllIsAvailable() {
        scene.serving(1);
        Scene.ReleaseScene candidate =
                scene.release(2).requested("v2", "run-1").pods(3).notReady(1);
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.what())
                .isEqualTo(Wait.AVAILABLE));

        candidate.pods.set(1, candidate.with(candidate.pods.get(1), candidate.template, true));

        assertThat(only(Action.Select.class)).satisfies(select -> {
            assertThat(select.why()).isEqualTo(Action.Step.FLIP);
            assertThat(select.selector()).isEqualTo(Map.of(Keys.RELEASE, "demo-rs-v002"));
        });
    }

    @Test
    void doesNotFlipToPodsThatCannotBeEndpoints() {
        scene.serving(1);
        scene.service(Scene.SERVICE).ports = List.of(new ServiceState.Port("http", 80, "8080"));
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        Pod pod = candidate.pods.get(0);
        candidate.pods.set(
                0,
                new Pod(
                        pod.name(),
                        pod.uid(),
                        pod.labels(),
                        true,
                        false,
                        false,
                        List.of("fd00::1"),
                        pod.node(),
                        List.of(),
                        Optional.empty()));

        assertThat(only(Action.Delete.class).release().name()).isEqualTo("demo-rs-v002");
        assertThat(scene.step().facts().setback().orElseThrow().reason())
                .isEqualTo("Pod demo-rs-v002-0 has no IPv4 address, which Service demo-service asks for");
    }

    @Test
    void refusesAPortThatNoContainerHas() {
        scene.serving(1);
        scene.service(Scene.SERVICE).ports = List.of(new ServiceState.Port("http", 80, "metrics"));

        assertThat(refusal())
                .isEqualTo(
                        "Port 80 of Service demo-service leads to the container port named metrics, but no container of ReplicaSet demo-rs has a port of that name. Name the port in the manifest, or give the Service its number.");
    }

    @Test
    void goesOnWhenTheSlicesProveTheFlipAndNotBefore() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        Scene.ServiceScene service =
                scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1"));
        service.selector = Map.of(Keys.RELEASE, candidate.name);
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.what())
                .isEqualTo(Wait.PROOF));

        service.seen(Optional.of("id-1")).endpoints.clear();
        service.endpoints(candidate);

        assertThat(only(Action.Select.class).why()).isEqualTo(Action.Step.COMMIT);
    }

    @Test
    void restoresWhatAnotherRunDidNotCommitAndTellsIt() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-0").pods(3);
        scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-0")).selector =
                Map.of(Keys.RELEASE, candidate.name);

        Action.Select restore = only(Action.Select.class);

        assertThat(restore.why()).isEqualTo(Action.Step.RESTORE);
        assertThat(restore.selector()).isEqualTo(Scene.OWNER);
        assertThat(scene.step().facts().repaired().orElseThrow()).contains("demo-rs-v002 by run-0 was undone");
        assertThat(scene.step().facts().setback()).isEmpty();
    }

    @Test
    void endsAWayBackWhenTheSlicesShowItsIdAndNotBefore() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        Scene.ServiceScene service =
                scene.service(Scene.SERVICE).record(scene.record(Phase.RESTORING, candidate, List.of(old), "run-1"));
        service.selector = Scene.OWNER;
        service.seen(Optional.empty());
        scene.facts = scene.facts
                .edit()
                .setback(new Facts.Setback(Facts.Setback.Kind.ABORTED, "it was ended"))
                .done();
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.what())
                .isEqualTo(Wait.RESTORED));

        service.seen(Optional.of("id-1"));

        assertThat(only(Action.Select.class)).satisfies(select -> {
            assertThat(select.why()).isEqualTo(Action.Step.CLOSE);
            assertThat(select.selector()).isEqualTo(Scene.OWNER);
            assertThat(select.record()).isEmpty();
        });
    }

    @Test
    void repairsBeforeItLooksAtAnythingElse() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-0").pods(3);
        scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-0")).selector =
                Map.of(Keys.RELEASE, candidate.name);
        scene.facts = Facts.atStart(Scene.NOW);
        scene.goal = new Request.Goal.Promote("no such release");

        assertThat(only(Action.Select.class).why()).isEqualTo(Action.Step.RESTORE);
    }

    @Test
    void pointsAServiceThatWasPutBackAtTheCandidateOnceMoreAndThenGivesUp() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        Scene.ServiceScene service =
                scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1"));
        service.selector = Map.of(Keys.RELEASE, candidate.name);
        scene.settled();
        service.selector = Scene.OWNER;

        assertThat(only(Action.Select.class).why()).isEqualTo(Action.Step.FLIP);
        scene.facts = scene.facts.edit().disturbance("whole:demo-service@3").done();

        assertThat(only(Action.Select.class).why()).isEqualTo(Action.Step.RESTORE);
        assertThat(scene.step().facts().setback().orElseThrow().reason())
                .startsWith("Somebody else writes the selector of Service demo-service again and again");
    }

    @Test
    void repairsASelectorThatWasMergedEachTime() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        Scene.ServiceScene service =
                scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1"));
        service.selector = Map.of(Keys.RELEASE, candidate.name);
        scene.settled();
        Map<String, String> merged = new HashMap<>(Scene.OWNER);
        merged.put(Keys.RELEASE, candidate.name);
        service.selector = merged;
        scene.facts = scene.facts
                .edit()
                .disturbance("merged:demo-service@2")
                .disturbance("merged:demo-service@3")
                .done();

        assertThat(only(Action.Select.class)).satisfies(select -> {
            assertThat(select.why()).isEqualTo(Action.Step.FLIP);
            assertThat(select.selector()).isEqualTo(Map.of(Keys.RELEASE, candidate.name));
        });
    }

    @Test
    void leavesASelectorThatItsOwnerHasChangedMeanwhile() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1")).selector =
                Map.of("createBy", "another-service");

        assertThat(only(Action.Select.class)).satisfies(select -> {
            assertThat(select.why()).isEqualTo(Action.Step.RESTORE);
            assertThat(select.selector()).isEqualTo(Map.of("createBy", "another-service"));
        });
    }

    @Test
    void takesAllServicesBackWhenOneCannotBeFlipped() {
        Scene.ServiceScene other = scene.service("other-service");
        Scene.ReleaseScene old = scene.serving(1);
        other.endpoints(old);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1")).selector =
                Map.of(Keys.RELEASE, candidate.name);
        other.selector = Map.of("createBy", "somebody");

        Action.Select restore = only(Action.Select.class);

        assertThat(restore.service().name()).isEqualTo(Scene.SERVICE);
        assertThat(restore.why()).isEqualTo(Action.Step.RESTORE);
    }

    @Test
    void handsBackOnlyWhatTheControllersHaveSeen() {
        Scene.ReleaseScene old = scene.release(1).pods(3).promoted();
        Scene.ReleaseScene candidate =
                scene.release(2).requested("v2", "run-1").pods(3).traffic(true).promoted();
        Scene.ServiceScene service = scene.service(Scene.SERVICE)
                .record(scene.record(Phase.COMMITTED, candidate, List.of(old), "run-1"))
                .seen(Optional.of("id-1"))
                .endpoints(candidate);
        service.selector = Map.of(Keys.RELEASE, candidate.name);
        scene.facts = scene.facts.withListed("uid-" + old.name, 1).withListed("uid-" + candidate.name, 1);
        old.fullyLabeled = 2;
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.what())
                .isEqualTo(Wait.LABELS));

        old.fullyLabeled = 3;

        assertThat(only(Action.Select.class)).satisfies(select -> {
            assertThat(select.why()).isEqualTo(Action.Step.HAND_BACK);
            assertThat(select.selector()).isEqualTo(Scene.OWNER);
        });
    }

    @Test
    void finishesAnothersForwardCutoverWithoutCallingWhatItReplacedBad() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate =
                scene.release(2).requested("v2", "run-0").pods(3).traffic(true).promoted();
        scene.service(Scene.SERVICE).record(scene.record(Phase.COMMITTED, candidate, List.of(old), "run-0")).selector =
                Map.of(Keys.RELEASE, candidate.name);
        scene.facts = scene.facts.withListed("uid-" + candidate.name, 1);
        scene.goal = new Request.Goal.Rollback(Optional.empty(), Optional.empty());

        assertThat(only(Action.Relabel.class)).satisfies(relabel -> {
            assertThat(relabel.release().name()).isEqualTo(old.name);
            assertThat(relabel.annotations()).doesNotContainKey(Keys.ROLLED_BACK_AT);
        });
    }

    @Test
    void doesNotFailItsOwnRequestWhenItTakesBackAnothers() {
        Scene.ReleaseScene old = scene.release(1).pods(3).promoted();
        Scene.ReleaseScene candidate = scene.release(2).requested("v3", "run-0").pods(2);
        scene.service(Scene.SERVICE).record(scene.record(Phase.COMMITTED, candidate, List.of(old), "run-0")).selector =
                Map.of(Keys.RELEASE, candidate.name);
        scene.facts = scene.facts.edit().done();
        Situation s = scene.situation();
        s.learned.since("lost:uid-" + candidate.name, true, Scene.NOW.minus(Duration.ofMinutes(1)));
        scene.facts = s.learned.done();

        assertThat(only(Action.Select.class).why()).isEqualTo(Action.Step.FLIP);
        assertThat(scene.step().facts().setback()).isEmpty();
        assertThat(scene.step().facts().repaired().orElseThrow()).contains("was taken back");
    }

    @Test
    void saysWhoHoldsTheLeaseAndSinceWhen() {
        scene.serving(1);
        scene.lock = new Observed.Lock.Denied("bluegreen-demo-rs", "run-9", "12:00");

        assertThat(refusal())
                .isEqualTo(
                        "Lease bluegreen-demo-rs, but it is held by run-9 since 12:00. Wait until that run has ended.");
    }

    @Test
    void cannotConfirmWhatAnotherRunHasTakenOverInTheMiddle() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1"));
        scene.lock = new Observed.Lock.Lost("bluegreen-demo-rs", "run-9");

        assertThat(outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.state()).isEqualTo(Outcome.Failed.State.NOT_CONFIRMED);
            assertThat(failed.reason()).contains("is now held by run-9");
            assertThat(failed.wayBack()).anyMatch(command -> command.startsWith("kubectl -n default patch service"));
        });
    }

    @Test
    void saysThatTrafficWasNotTouchedWhenALeaseIsLostBeforeTheCutover() {
        scene.serving(1);
        scene.release(2).requested("v2", "run-1").pods(3);
        scene.lock = new Observed.Lock.Lost("bluegreen-demo-rs", "run-9");

        assertThat(outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.state()).isEqualTo(Outcome.Failed.State.UNTOUCHED);
            assertThat(failed.reason()).contains("demo-rs-v002 is left without traffic");
        });
    }

    @Test
    void deletesTheCandidateOfARunThatIsEnded() {
        scene.serving(1);
        scene.release(2).requested("v2", "run-1").pods(1);
        scene.facts = scene.facts.withCancelled("It was interrupted");

        assertThat(only(Action.Delete.class).release().name()).isEqualTo("demo-rs-v002");
    }

    @Test
    void keepsTheLastGoodReleaseAndWhatOthersPreparedWhateverTheLimit() {
        scene.options = withHistory(0);
        scene.release(1).promoted();
        scene.release(2).promoted();
        scene.release(3).requested("v9", "a run that was killed");
        scene.release(4).requested("v8", "another run").annotate(Keys.PREPARED_AT, Scene.NOW.toString());
        scene.release(5).requested("v7", "another run").annotate(Keys.FAILED, "it crashed");
        scene.serving(6);

        assertThat(History.superfluous(scene.situation(), scene.release(6).release()))
                .extracting(Release::name)
                .containsExactly("demo-rs-v005", "demo-rs-v003", "demo-rs-v001");
    }

    @Test
    void warnsOfWhatBelongsToTheReleaseThatServesAndDoesNotFollow() {
        scene.serving(1);
        scene.facts = Facts.atStart(Scene.NOW)
                .withFindings(new Findings(
                        false,
                        List.of(),
                        Optional.empty(),
                        Map.of("budget", Map.of(Keys.RELEASE, "demo-rs-v001")),
                        Map.of("scaler", "ReplicaSet/demo-rs-v001"),
                        Map.of("policy", List.of("createBy"))));

        assertThat(scene.step().facts().warnings())
                .contains(
                        "PodDisruptionBudget budget covers demo-rs-v001 and does not follow to the new release",
                        "HorizontalPodAutoscaler scaler scales demo-rs-v001 and does not follow to the new release",
                        "The cutover is an overlap, in which both versions serve, because NetworkPolicy policy is keyed on a traffic label");
    }

    @Test
    void namesOtherServicesThatMoveToo() {
        scene.serving(1);
        scene.others.add(new Observed.OtherService("internal", Scene.OWNER, Optional.empty()));

        assertThat(scene.step().facts().warnings())
                .containsExactly("Service internal selects by the same traffic label and moves too, by overlap");
    }

    @Test
    void doesNotFailWhatIsDoneWhenWhatFollowsCannotBeDone() {
        scene.serving(2).requested("v2", "run-1");
        scene.facts = scene.step().facts().withBroken("DELETE was answered with 403");

        assertThat(outcome()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(scene.step().facts().warnings())
                .contains("What was to follow was not done: DELETE was answered with 403");
    }

    private static Request.Options withReplicas(int replicas) {
        return options(OptionalInt.of(replicas), 3);
    }

    private static Request.Options withHistory(int history) {
        return options(OptionalInt.empty(), history);
    }

    private static Request.Options options(OptionalInt replicas, int history) {
        Request.Options given = Request.Options.defaults();
        return new Request.Options(
                given.cutover(),
                given.versionLabel(),
                replicas,
                given.readyTimeout(),
                given.stable(),
                given.unschedulableGrace(),
                given.verify(),
                given.settle(),
                given.drain(),
                given.retire(),
                history,
                given.keepFailed(),
                given.previewService(),
                given.allowDarkTraffic(),
                given.concurrency());
    }
}
