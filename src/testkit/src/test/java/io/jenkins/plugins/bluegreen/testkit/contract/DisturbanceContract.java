package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Others do something to what is being deployed, in each phase of it. */
abstract class DisturbanceContract extends ClusterTest {
    private static final String OLD = release(Mode.LABEL, 1);
    private static final String NEW = release(Mode.LABEL, 2);

    /** When others do it. */
    enum Phase {
        /** The candidate has its pods, but they are not ready. */
        WARM_UP,
        /** The Service points at the candidate, and that is about to be committed. */
        FLIPPED,
        /** It is committed, and the pods of the candidate are about to be labelled. */
        COMMITTED,
        /** The Service has its owner's selector again, and the candidate is watched. */
        VERIFY
    }

    /** Deploys the second version, and lets others do something in the middle. */
    private Run.Ending disturbed(Phase phase, Runnable disturbance) {
        AtomicInteger patches = new AtomicInteger();
        String path = phase == Phase.FLIPPED ? "/services/" + World.SERVICE : "/pods/" + NEW;
        int nth = phase == Phase.FLIPPED ? 2 : 1;
        world.faults().onCall(call -> {
            boolean begins = phase == Phase.FLIPPED || phase == Phase.COMMITTED;
            if (begins
                    && call.method().equals("PATCH")
                    && call.path().contains(path)
                    && patches.incrementAndGet() == nth) {
                disturbance.run();
            }
        });
        Run run = world.begin(RequestBuilder.label("v2")
                .warmup(Duration.ofSeconds(2), Duration.ofSeconds(3))
                .options(options -> options.cutover(CutoverChoice.ATOMIC)
                        .verify(phase == Phase.VERIFY ? Duration.ofSeconds(12) : Duration.ZERO)));
        if (phase == Phase.WARM_UP) {
            await().atMost(PATIENCE).until(() -> podsOf(NEW).size() == 3);
            disturbance.run();
        } else if (phase == Phase.VERIFY) {
            awaitServing(Map.of(NEW, 3));
            await().atMost(PATIENCE).until(() -> world.look().unfinished().isEmpty());
            disturbance.run();
        }
        Run.Ending ending = world.await(run);
        world.faults().onCall(call -> {});
        return ending;
    }

    private List<Pod> podsOf(String release) {
        return world.look().pods().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith(release + "-")
                        && pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    private void deleteOnePodOf(String release) {
        world.client().resource(podsOf(release).get(0)).delete();
    }

    private void deleteCandidate() {
        world.client()
                .apps()
                .replicaSets()
                .inNamespace(world.namespace())
                .withName(NEW)
                .delete();
    }

    private void scale(String release, int size) {
        world.client()
                .apps()
                .replicaSets()
                .inNamespace(world.namespace())
                .withName(release)
                .scale(size);
    }

    private void assertEnded(Run.Ending ending, String serves, int replicas) {
        awaitServing(Map.of(serves, replicas));
        Observation seen = world.service().seen(replicas);
        assertThat(seen.earlyEndpoints()).as("%s", world.story()).isZero();
        assertThat(seen.leaks()).as("%s", world.story()).isEmpty();
        assertThat(world.look().selector(World.SERVICE)).isEqualTo(Map.of("createBy", World.SERVICE));
        assertThat(world.look().unfinished()).as("%s", world.story()).isEmpty();
        assertThat(world.look().held()).isEmpty();
        assertThat(ending.report().outcome()).isNotEmpty();
    }

    private void assertNeverMixed() {
        assertThat(world.service().seen(3).mixedTotalMillis())
                .as("%s", world.story())
                .isZero();
    }

    private void assertPromoted(Run.Ending ending, int replicas) {
        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(NEW));
        assertEnded(ending, NEW, replicas);
        assertNeverMixed();
    }

    private void assertRestored(Run.Ending ending, Phase phase, String... reason) {
        if (phase == Phase.VERIFY) {
            assertThat(ending.outcome())
                    .as("%s", world.story())
                    .isInstanceOfSatisfying(Outcome.RolledBack.class, back -> {
                        assertThat(back.release()).isEqualTo(OLD);
                        assertThat(back.reason()).contains(reason);
                    });
        } else {
            assertThat(ending.outcome())
                    .as("%s", world.story())
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.state())
                                .isEqualTo(
                                        phase == Phase.WARM_UP
                                                ? Outcome.Failed.State.UNTOUCHED
                                                : Outcome.Failed.State.RESTORED);
                        assertThat(failed.reason()).contains(reason);
                    });
        }
        assertEnded(ending, OLD, 3);
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void goesOnWhenAPodOfTheOldReleaseIsDeleted(Phase phase) {
        serveV1(Mode.LABEL);

        var ending = disturbed(phase, () -> deleteOnePodOf(OLD));

        assertPromoted(ending, 3);
        await().atMost(PATIENCE).until(() -> podsOf(OLD).size() == 3);
        assertThat(podsOf(OLD))
                .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels()).doesNotContainKey("createBy"));
    }

    /** Before the commit the way back is one write, and is gone; after it the pod is waited for. */
    @ParameterizedTest
    @EnumSource(Phase.class)
    void waitsOrGoesBackWhenAPodOfTheCandidateIsDeleted(Phase phase) {
        serveV1(Mode.LABEL);

        var ending = disturbed(phase, () -> deleteOnePodOf(NEW));

        if (phase == Phase.FLIPPED && ending.outcome() instanceof Outcome.Failed) {
            assertRestored(ending, phase, NEW + " lost pods while traffic was being moved to it");
            assertNeverMixed();
        } else {
            assertPromoted(ending, 3);
        }
    }

    /** Pods of a release that was deleted keep its labels until they are gone: after the commit they may serve beside. */
    @ParameterizedTest
    @EnumSource(Phase.class)
    void bringsTheOldReleaseBackWhenTheCandidateIsDeleted(Phase phase) {
        serveV1(Mode.LABEL);

        var ending = disturbed(phase, this::deleteCandidate);

        assertRestored(ending, phase, "deleted by somebody");
        if (phase == Phase.WARM_UP || phase == Phase.FLIPPED) {
            assertNeverMixed();
        }
    }

    /** As an autoscaler does. */
    @ParameterizedTest
    @EnumSource(Phase.class)
    void servesWithAllOfACandidateThatIsScaledUp(Phase phase) {
        serveV1(Mode.LABEL);

        var ending = disturbed(phase, () -> scale(NEW, 5));

        if (phase == Phase.FLIPPED && ending.outcome() instanceof Outcome.Failed) {
            assertRestored(ending, phase, NEW + " lost pods while traffic was being moved to it");
            assertNeverMixed();
        } else {
            assertPromoted(ending, 5);
        }
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void goesBackWhenTheQuotaNoLongerAllowsAPodThatWasLost(Phase phase) {
        serveV1(Mode.LABEL);

        var ending = disturbed(phase, () -> {
            world.create(Manifests.parse("""
                    apiVersion: v1
                    kind: ResourceQuota
                    metadata: {name: lowered}
                    spec: {hard: {pods: "3"}}
                    """));
            await().atMost(PATIENCE)
                    .until(() -> world.client()
                                    .resourceQuotas()
                                    .inNamespace(world.namespace())
                                    .withName("lowered")
                                    .require()
                                    .getStatus()
                                    .getUsed()
                            != null);
            deleteOnePodOf(NEW);
        });

        // Before the commit that it has lost pods is reason enough.
        assertRestored(ending, phase, phase == Phase.FLIPPED ? NEW : "exceeded quota: lowered");
        assertNeverMixed();
    }

    /** The whole selector as its owner wrote it, once: noticed, told, and moved again. */
    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"FLIPPED", "COMMITTED"})
    void movesTrafficAgainWhenTheSelectorIsPutBackOnce(Phase phase) {
        serveV1(Mode.LABEL);

        var ending = disturbed(
                phase,
                () -> world.client()
                        .services()
                        .inNamespace(world.namespace())
                        .withName(World.SERVICE)
                        .patch(
                                PatchContext.of(PatchType.JSON),
                                "[{\"op\":\"replace\",\"path\":\"/spec/selector\",\"value\":{\"createBy\":\"demo-service\"}}]"));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(NEW));
        assertThat(ending.report().warnings())
                .anyMatch(warning -> warning.contains("Somebody wrote the selector of Service demo-service"));
        assertThat(world.service().seen(3).zeroMillis()).isZero();
        assertThat(world.service().seen(3).leaks()).isEmpty();
        assertClean(NEW, 3);
    }
}
