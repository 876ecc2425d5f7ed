package io.jenkins.plugins.bluegreen.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Way;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CutoverDecisionTest extends DecisionCase {
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

    /** A burst of pods: the status counts them before our watch has told of each. */
    @Test
    void flipsWhenTheStatusKnowsMoreOfThePodsAndGoesOnWhenTheyAreSeen() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        Pod seen = candidate.pods.get(1);
        candidate.available = 3;
        candidate.notReady(1);
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.what())
                .isEqualTo(Wait.AVAILABLE));
        candidate.neverReady(1);
        assertThat(only(Action.Select.class).why()).isEqualTo(Action.Step.FLIP);

        Scene.ServiceScene service =
                scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1"));
        service.selector = Map.of(Keys.RELEASE, candidate.name);
        service.seen(Optional.of("id-1")).endpoints.clear();
        service.endpoints(candidate);
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> {
            assertThat(await.what()).isEqualTo(Wait.PROOF);
            assertThat(await.changes()).isEqualTo(1);
        });

        candidate.pods.set(1, seen);
        service.endpoints.clear();
        service.endpoints(candidate);
        assertThat(only(Action.Select.class).why()).isEqualTo(Action.Step.COMMIT);
    }

    @Test
    void eachPodCountsAsSoonAsNothingButTheirNewsIsMissing() {
        scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        candidate.neverReady(0).neverReady(1).neverReady(2);
        candidate.available = 2;
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.changes())
                .isGreaterThan(1));

        candidate.available = 3;
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> {
            assertThat(await.what()).isEqualTo(Wait.AVAILABLE);
            assertThat(await.changes()).isEqualTo(1);
        });
    }

    /** With many pods there are many slices, and their controller writes them one after another. */
    @Test
    void waitsForAsManyChangesAsThereAreSlicesAndPodsToCome() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        candidate.neverReady(0).neverReady(1);
        candidate.available = 3;
        scene.settled();
        CutoverRecord record = scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1");
        Scene.ServiceScene service = scene.service(Scene.SERVICE).record(record).sliced(5);
        service.selector = Map.of(Keys.RELEASE, candidate.name);

        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> {
            assertThat(await.what()).isEqualTo(Wait.PROOF);
            assertThat(await.changes()).isEqualTo(5 + 2);
        });
        service.seen(Optional.of("id-1")).endpoints.clear();
        service.endpoints(candidate);
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.changes())
                .isEqualTo(2));
    }

    @Test
    void anOverlapTakesNothingFromWhatServedBeforeEachPodIsSeen() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        candidate.annotate(
                Keys.CUTOVER,
                scene.record(Way.LABEL_OVERLAP, Phase.FLIPPED, candidate, List.of(old), "run-1")
                        .json());
        candidate.available = 3;
        candidate.neverReady(1);
        assertThat(only(Action.Relabel.class).release().name()).isEqualTo("demo-rs-v002");

        candidate.traffic(true);
        Pod seen = candidate.with(candidate.pods.get(1), candidate.template, true);
        scene.service(Scene.SERVICE).endpoints(candidate);
        candidate.neverReady(1);
        scene.facts = scene.facts.withListed("uid-demo-rs-v002", 1);
        assertThat(scene.settled()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.what())
                .isEqualTo(Wait.PROOF));

        candidate.pods.set(1, seen);
        scene.service(Scene.SERVICE).endpoints(candidate);
        assertThat(only(Action.Annotate.class).annotations().get(Keys.CUTOVER).orElseThrow())
                .contains("COMMITTED");
    }

    @Test
    void goesOnWithACandidateThatIsScaledUpAndNotWithOneThatLosesAPod() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        scene.settled();
        Scene.ServiceScene service =
                scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1"));
        service.selector = Map.of(Keys.RELEASE, candidate.name);
        candidate.desired = 5;
        candidate.generation = 2;
        assertThat(scene.settled()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.what())
                .isEqualTo(Wait.PROOF));

        candidate.seen = 2;
        candidate.pods(5).notReady(3).notReady(4);
        candidate.available = 3;
        service.seen(Optional.of("id-1")).endpoints.clear();
        service.endpoints(candidate);
        assertThat(only(Action.Select.class).why()).isEqualTo(Action.Step.COMMIT);

        candidate.available = 2;
        assertThat(only(Action.Select.class).why()).isEqualTo(Action.Step.RESTORE);
        assertThat(scene.step().facts().setback().orElseThrow().reason())
                .isEqualTo("demo-rs-v002 lost pods while traffic was being moved to it: 2 of 5 available");
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
    void goesBackSoonWhenTheSlicesAreComputedWithoutPodsThatAreReady() {
        Scene.ReleaseScene old = scene.serving(1);
        Scene.ReleaseScene candidate = scene.release(2).requested("v2", "run-1").pods(3);
        Scene.ServiceScene service =
                scene.service(Scene.SERVICE).record(scene.record(Phase.FLIPPED, candidate, List.of(old), "run-1"));
        service.selector = Map.of(Keys.RELEASE, candidate.name);
        service.seen(Optional.of("id-1")).endpoints.clear();
        scene.facts = scene.facts.edit().target(candidate.id().uid()).done();
        Next first = scene.settled();

        assertThat(first).isInstanceOfSatisfying(Next.Await.class, await -> {
            assertThat(await.what()).isEqualTo(Wait.PROOF);
            assertThat(await.until()).isEqualTo(Scene.NOW.plusSeconds(3));
        });
        Step later = Decision.next(scene.request(), scene.observed(), Scene.NOW.plusSeconds(3));
        assertThat(later.next()).isInstanceOf(Next.Act.class);
        assertThat(later.facts().setback().map(Facts.Setback::reason))
                .contains(Unreached.sentence(candidate.release()));
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
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> {
            assertThat(await.what()).isEqualTo(Wait.RESTORED);
            assertThat(await.changes()).isEqualTo(1);
        });

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
        Scene.ServiceScene service =
                scene.service(Scene.SERVICE).record(scene.record(Phase.COMMITTED, candidate, List.of(old), "run-0"));
        service.selector = Map.of(Keys.RELEASE, candidate.name);
        scene.facts = scene.facts.withListed("uid-" + candidate.name, 1);
        scene.goal = new Request.Goal.Rollback(Optional.empty(), Optional.empty());

        // Where the endpoints still depend on them, no labels change.
        assertThat(scene.next()).isInstanceOfSatisfying(Next.Await.class, await -> assertThat(await.what())
                .isEqualTo(Wait.PROOF));
        service.seen(Optional.of("id-1")).endpoints.clear();
        service.endpoints(candidate);

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
}
