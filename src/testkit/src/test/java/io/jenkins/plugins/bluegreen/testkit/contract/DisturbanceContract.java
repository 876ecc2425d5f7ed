package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
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
    /** When others do it. */
    private enum Phase {
        /** The candidate has its pods, but they are not ready. */
        WARM_UP,
        /** The write that points the Service at the candidate is on its way (selector mode), or the one that commits that. */
        FLIPPED,
        /** It is committed, and the pods of the candidate are about to be labelled. */
        COMMITTED,
        /** The write that ends the cutover is on its way. */
        HANDED_BACK,
        /** The Service has its owner's selector again, and the candidate is watched. */
        VERIFY
    }

    /** The phases that each mode has: selector mode is committed by its one write. */
    enum Moment {
        LABEL_WARM_UP(Mode.LABEL, Phase.WARM_UP),
        LABEL_FLIPPED(Mode.LABEL, Phase.FLIPPED),
        LABEL_COMMITTED(Mode.LABEL, Phase.COMMITTED),
        LABEL_HANDED_BACK(Mode.LABEL, Phase.HANDED_BACK),
        LABEL_VERIFY(Mode.LABEL, Phase.VERIFY),
        SELECTOR_WARM_UP(Mode.SELECTOR, Phase.WARM_UP),
        SELECTOR_FLIPPED(Mode.SELECTOR, Phase.FLIPPED),
        SELECTOR_HANDED_BACK(Mode.SELECTOR, Phase.HANDED_BACK),
        SELECTOR_VERIFY(Mode.SELECTOR, Phase.VERIFY);

        final Mode mode;
        private final Phase phase;

        Moment(Mode mode, Phase phase) {
            this.mode = mode;
            this.phase = phase;
        }

        /** Which of the writes to the Service, or to the pods, the others are just before; 0: none. */
        private int write() {
            return switch (phase) {
                case WARM_UP, VERIFY -> 0;
                case COMMITTED -> 1;
                case FLIPPED -> mode == Mode.LABEL ? 2 : 1;
                case HANDED_BACK -> mode == Mode.LABEL ? 3 : 2;
            };
        }

        private String old() {
            return release(mode, 1);
        }

        String candidate() {
            return release(mode, 2);
        }

        /** The selector that the Service has when one of them serves, and nothing is under way. */
        private Map<String, String> selector(String release) {
            return mode == Mode.LABEL
                    ? Map.of("createBy", World.SERVICE)
                    : Map.of("app", "demo", "version", release.equals(old()) ? "v1" : "v2");
        }
    }

    /** Deploys the second version, and lets others do something in the middle. */
    private Run.Ending disturbed(Moment moment, Runnable disturbance) {
        return disturbed(moment, Duration.ofSeconds(2), disturbance);
    }

    /** The phase lasts at least so long. */
    Run.Ending disturbed(Moment moment, Duration phaseLasts, Runnable disturbance) {
        serveV1(moment.mode);
        Phase phase = moment.phase;
        AtomicInteger patches = new AtomicInteger();
        String path = phase == Phase.COMMITTED ? "/pods/" + moment.candidate() : "/services/" + World.SERVICE;
        int nth = moment.write();
        world.faults().onCall(call -> {
            if (call.method().equals("PATCH") && call.path().contains(path) && patches.incrementAndGet() == nth) {
                disturbance.run();
            }
        });
        boolean watched = phase == Phase.VERIFY || phase == Phase.HANDED_BACK;
        Run run = world.begin((moment.mode == Mode.LABEL ? RequestBuilder.label("v2") : RequestBuilder.selector("v2"))
                .warmup(phaseLasts, phaseLasts.plusSeconds(1))
                .options(options -> options.cutover(CutoverChoice.ATOMIC)
                        .verify(watched ? phaseLasts.plusSeconds(10) : Duration.ZERO)));
        if (phase == Phase.WARM_UP) {
            await().atMost(PATIENCE).until(() -> podsOf(moment.candidate()).size() == 3);
            disturbance.run();
        } else if (phase == Phase.VERIFY) {
            await().atMost(PATIENCE).until(() -> world.story().stream()
                    .anyMatch(line -> line.startsWith("Waiting for the new release to prove itself")));
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

    RollableScalableResource<?> workload(Mode mode, String release) {
        var apps = world.client().apps();
        return mode == Mode.LABEL
                ? apps.replicaSets().inNamespace(world.namespace()).withName(release)
                : apps.deployments().inNamespace(world.namespace()).withName(release);
    }

    private void assertEnded(Run.Ending ending, Moment moment, String serves, int replicas) {
        awaitServing(Map.of(serves, replicas));
        Observation seen = world.service().seen(replicas);
        assertThat(seen.earlyEndpoints()).as("%s", world.story()).isZero();
        assertThat(seen.leaks()).as("%s", world.story()).isEmpty();
        assertThat(world.look().selector(World.SERVICE)).isEqualTo(moment.selector(serves));
        assertThat(world.look().unfinished()).as("%s", world.story()).isEmpty();
        assertThat(world.look().held()).isEmpty();
        assertThat(ending.report().outcome()).isNotEmpty();
    }

    private void assertNeverMixed() {
        assertThat(world.service().seen(3).mixedTotalMillis())
                .as("%s", world.story())
                .isZero();
    }

    void assertPromoted(Run.Ending ending, Moment moment, int replicas) {
        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(moment.candidate()));
        assertEnded(ending, moment, moment.candidate(), replicas);
        assertNeverMixed();
    }

    private void assertRestored(Run.Ending ending, Moment moment, String... reason) {
        if (moment.phase == Phase.VERIFY || ending.outcome() instanceof Outcome.RolledBack) {
            assertThat(moment.phase).isIn(Phase.HANDED_BACK, Phase.VERIFY);
            assertThat(ending.outcome())
                    .as("%s", world.story())
                    .isInstanceOfSatisfying(Outcome.RolledBack.class, back -> {
                        assertThat(back.release()).isEqualTo(moment.old());
                        assertThat(back.asked()).isFalse();
                        assertThat(back.reason()).contains(reason);
                    });
        } else {
            assertThat(ending.outcome())
                    .as("%s", world.story())
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.state())
                                .as("%s", world.story())
                                .isEqualTo(
                                        moment.phase == Phase.WARM_UP
                                                ? Outcome.Failed.State.UNTOUCHED
                                                : Outcome.Failed.State.RESTORED);
                        assertThat(failed.reason()).contains(reason);
                    });
        }
        assertEnded(ending, moment, moment.old(), 3);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void goesOnWhenAPodOfTheOldReleaseIsDeleted(Moment moment) {
        var ending = disturbed(moment, () -> deleteOnePodOf(moment.old()));

        assertPromoted(ending, moment, 3);
        await().atMost(PATIENCE).until(() -> podsOf(moment.old()).size() == 3);
        assertThat(podsOf(moment.old()))
                .allSatisfy(pod -> assertThat(pod.getMetadata().getLabels()).doesNotContainKey("createBy"));
    }

    /** Before the commit the way back is one write, and is gone; after it the pod is waited for. */
    @ParameterizedTest
    @EnumSource(Moment.class)
    void waitsOrGoesBackWhenAPodOfTheCandidateIsDeleted(Moment moment) {
        var ending = disturbed(moment, () -> deleteOnePodOf(moment.candidate()));

        if (moment.phase == Phase.FLIPPED && ending.outcome() instanceof Outcome.Failed) {
            assertRestored(ending, moment, moment.candidate() + " lost pods while traffic was being moved to it");
            assertNeverMixed();
        } else {
            assertPromoted(ending, moment, 3);
        }
    }

    /** Pods of a release that was deleted keep its labels until they are gone: after the commit they may serve beside. */
    @ParameterizedTest
    @EnumSource(Moment.class)
    void bringsTheOldReleaseBackWhenTheCandidateIsDeleted(Moment moment) {
        var ending = disturbed(
                moment, () -> workload(moment.mode, moment.candidate()).delete());

        assertRestored(ending, moment, "deleted by somebody");
        if (moment.phase == Phase.WARM_UP || moment.phase == Phase.FLIPPED) {
            assertNeverMixed();
        }
    }

    /** As an autoscaler does. */
    @ParameterizedTest
    @EnumSource(Moment.class)
    void servesWithAllOfACandidateThatIsScaledUp(Moment moment) {
        var ending = disturbed(
                moment, () -> workload(moment.mode, moment.candidate()).scale(5));

        assertPromoted(ending, moment, 5);
    }

    /** That may take a minute where a load balancer has to learn of the pods: time enough for an autoscaler. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void servesWithAllOfACandidateThatIsScaledUpWhileBothServe(Mode mode) {
        serveV1(mode);
        Run run = world.begin((mode == Mode.LABEL ? RequestBuilder.label("v2") : RequestBuilder.selector("v2"))
                .warmup(Duration.ofMillis(500), Duration.ofSeconds(1))
                .options(options -> options.cutover(CutoverChoice.OVERLAP).settle(Duration.ofSeconds(4))));
        await().atMost(PATIENCE).until(() -> world.look().serving(World.SERVICE).size() == 2);

        workload(mode, release(mode, 2)).scale(5);

        Run.Ending ending = world.await(run);
        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release(mode, 2)));
        awaitServing(Map.of(release(mode, 2), 5));
        assertThat(world.service().seen(3).zeroMillis()).isZero();
        assertThat(world.service().seen(3).leaks()).isEmpty();
        assertClean(release(mode, 2), 5);
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void goesBackWhenTheQuotaNoLongerAllowsAPodThatWasLost(Moment moment) {
        var ending = disturbed(moment, () -> {
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
            deleteOnePodOf(moment.candidate());
        });

        // Before the commit that it has lost pods is reason enough.
        assertRestored(ending, moment, moment.phase == Phase.FLIPPED ? moment.candidate() : "exceeded quota: lowered");
        assertNeverMixed();
    }

    /** The whole selector as its owner wrote it, once: noticed, told, and moved again. */
    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"LABEL_FLIPPED", "LABEL_COMMITTED", "SELECTOR_HANDED_BACK", "SELECTOR_VERIFY"})
    void movesTrafficAgainWhenTheSelectorIsPutBackOnce(Moment moment) {
        var ending = disturbed(moment, () -> world.client()
                .services()
                .inNamespace(world.namespace())
                .withName(World.SERVICE)
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\":\"replace\",\"path\":\"/spec/selector\",\"value\":%s}]"
                                .formatted(Serialization.asJson(moment.selector(moment.old())))));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(moment.candidate()));
        assertThat(ending.report().warnings())
                .anyMatch(warning -> warning.contains("Somebody wrote the selector of Service demo-service"));
        assertThat(world.service().seen(3).zeroMillis()).isZero();
        assertThat(world.service().seen(3).leaks()).isEmpty();
        assertClean(moment.candidate(), 3);
    }
}
