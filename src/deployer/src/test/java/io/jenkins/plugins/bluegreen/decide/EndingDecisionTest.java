package io.jenkins.plugins.bluegreen.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndingDecisionTest extends DecisionCase {
    @Test
    void saysWhoHoldsTheLeaseAndSinceWhen() {
        scene.serving(1);
        scene.lock = new Observed.Lock.Denied("bluegreen-demo-rs", "run-9", "https://jenkins/9", "12:00");

        assertThat(refusal())
                .isEqualTo(
                        "Lease bluegreen-demo-rs, but it is held by run-9 since 12:00 (https://jenkins/9). Wait until that run has ended.");
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
                        List.of(new Findings.Budget("budget", Map.of(Keys.RELEASE, "demo-rs-v001"), "")),
                        List.of(new Findings.Autoscaler("scaler", "ReplicaSet/demo-rs-v001", "")),
                        Map.of("policy", List.of("createBy"))));

        assertThat(scene.step().facts().warnings())
                .contains(
                        "PodDisruptionBudget budget covers demo-rs-v001 and does not follow to the new release",
                        "HorizontalPodAutoscaler scaler scales demo-rs-v001 and does not follow to the new release",
                        "The cutover is an overlap, in which both versions serve, because NetworkPolicy policy is keyed on a traffic label");
    }

    private static final Findings BROUGHT_BY_THE_FIRST = new Findings(
            false,
            List.of(),
            Optional.empty(),
            List.of(new Findings.Budget("demo-rs-v001-budget", Map.of(Keys.RELEASE, "demo-rs-v001"), "demo-rs-v001")),
            List.of(new Findings.Autoscaler("demo-rs-v001-scaler", "ReplicaSet/demo-rs-v001", "demo-rs-v001")),
            Map.of());

    @Test
    void doesNotWarnOfWhatTheNewReleaseHasOfItsOwn() {
        scene.serving(1);
        scene.facts = Facts.atStart(Scene.NOW).withFindings(BROUGHT_BY_THE_FIRST);
        assertThat(scene.step().facts().warnings()).hasSize(2);

        scene.goal = new Request.Goal.Deploy(Scene.bound("v2", """
                        ---
                        {apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: scaler},
                          spec: {maxReplicas: 5, scaleTargetRef: {apiVersion: apps/v1, kind: ReplicaSet, name: demo-rs}}}
                        ---
                        {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: budget},
                          spec: {minAvailable: 1, selector: {matchLabels: {app: demo}}}}
                        """), false);
        assertThat(scene.step().facts().warnings()).isEmpty();
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

    @Test
    void bringsBackWhatServedBeforeWhenTheReleaseThatGotTheTrafficIsDeleted() {
        Scene.ReleaseScene old = scene.release(1).pods(3).promoted();
        scene.serving(2).requested("v2", "run-1");
        scene.facts = scene.facts.edit().replaces(Set.of(old.release().id())).done();
        scene.facts = scene.step().facts();
        scene.releases.remove("demo-rs-v002");

        assertThat(only(Action.Select.class).selector()).isEqualTo(Map.of(Keys.RELEASE, "demo-rs-v001"));
        assertThat(scene.step().facts().setback().map(Facts.Setback::reason))
                .contains("demo-rs-v002 was deleted by somebody");
    }

    @Test
    void cannotConfirmWhatServesWhenTheReleaseThatGotTheTrafficIsDeletedAndTheOneBeforeIsNotAvailable() {
        Scene.ReleaseScene old = scene.release(1).pods(3).notReady(0).promoted();
        scene.serving(2).requested("v2", "run-1");
        scene.facts = scene.facts.edit().replaces(Set.of(old.release().id())).done();
        scene.facts = scene.step().facts();
        scene.releases.remove("demo-rs-v002");

        assertThat(scene.settled()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.what())
                .isEqualTo(Wait.RECOVERY));
        Next later = Decision.next(scene.request(), scene.observed(), Scene.NOW.plus(Cutover.RECOVERY))
                .next();
        assertThat(((Next.Done) later).outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.state()).isEqualTo(Outcome.Failed.State.NOT_CONFIRMED);
            assertThat(failed.reason()).contains("demo-rs-v002 was deleted by somebody");
        });
    }

    private Scene.ReleaseScene endpointsWentAway(Duration ago) {
        Scene.ReleaseScene old = scene.release(1).pods(3).promoted();
        Scene.ReleaseScene target = scene.release(2).pods(3).traffic(true).requested("v2", "run-1");
        Facts.Edit edit = scene.facts.edit().replaces(Set.of(old.release().id()));
        edit.since("unserved:" + target.release().uid(), true, Scene.NOW.minus(ago));
        scene.facts = edit.done();
        return target;
    }

    private void assertBroughtBack() {
        assertThat(only(Action.Select.class).selector()).isEqualTo(Map.of(Keys.RELEASE, "demo-rs-v001"));
        assertThat(scene.step().facts().setback().map(Facts.Setback::reason).orElseThrow())
                .contains("Pods of demo-rs-v002 are ready, but the endpoint controller leaves them out");
    }

    @Test
    void bringsBackWhatServedBeforeWhenTheSelectorIsHandedBackAndNoPodIsAnEndpoint() {
        endpointsWentAway(Duration.ofSeconds(3));

        assertBroughtBack();
    }

    @Test
    void waitsAMomentForEndpointsBeforeItGoesBack() {
        endpointsWentAway(Duration.ofSeconds(1));

        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, wait -> assertThat(wait.until())
                .isEqualTo(Scene.NOW.plusSeconds(2)));
    }

    @Test
    void bringsBackWhatServedBeforeWhenTheEndpointsOfWhatIsWatchedGo() {
        scene.options = withVerify(Duration.ofMinutes(1));
        endpointsWentAway(Duration.ofSeconds(3))
                .promoted()
                .annotate(Keys.PROMOTED_BY, "run-1")
                .annotate(Keys.PREVIOUS, "demo-rs-v001");
        scene.facts = scene.facts.edit().promotedAt(Scene.NOW.minusSeconds(20)).done();

        assertBroughtBack();
    }

    /** An autoscaler has made it larger, and its new pods take a while: that is no reason to take it back. */
    @Test
    void isWellAsLongAsTheSizeIsAvailableThatItGotTheTrafficWith() {
        scene.options = withVerify(Duration.ofMinutes(1));
        Scene.ReleaseScene old = scene.release(1).pods(3).promoted();
        Scene.ReleaseScene served = scene.serving(2)
                .requested("v2", "run-1")
                .annotate(Keys.PROMOTED_BY, "run-1")
                .annotate(Keys.PREVIOUS, old.name);
        scene.facts = scene.facts
                .edit()
                .target(served.id().uid())
                .replaces(Set.of(old.id()))
                .promotedAt(Scene.NOW.minusSeconds(20))
                .done();
        assertThat(scene.settled()).isInstanceOf(Next.Await.class);

        served.desired = 5;
        served.pods(5).notReady(3).notReady(4);
        assertThat(scene.settled()).isInstanceOf(Next.Await.class);
        Step later = Decision.next(scene.request(), scene.observed(), Scene.NOW.plusSeconds(30));
        assertThat(later.next()).isInstanceOfSatisfying(Next.Await.class, wait -> assertThat(wait.until())
                .isEqualTo(Scene.NOW.plusSeconds(40)));

        served.notReady(2);
        assertThat(scene.settled()).isInstanceOf(Next.Await.class);
        Step back = Decision.next(scene.request(), scene.observed(), Scene.NOW.plusSeconds(5));
        assertThat(back.facts().setback().map(Facts.Setback::reason).orElseThrow())
                .isEqualTo("demo-rs-v002 has 2 of 5 available");
    }
}
