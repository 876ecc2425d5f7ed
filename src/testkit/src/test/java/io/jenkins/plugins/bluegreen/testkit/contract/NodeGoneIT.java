package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.ControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The node of all of the candidate's pods is deleted: they stay available by the ReplicaSet's status until the controller
 * removes them, some 40 s later, but none of them is an endpoint any more from the next sync of the Service on.
 */
@OnControlPlane
class NodeGoneIT extends ClusterTest {
    private static final double SOON_MILLIS = 30_000;

    private String node;

    /** When it is deleted; the number of each is that of the write of the Service before which that is. */
    enum Phase {
        WARM_UP,
        ABOUT_TO_FLIP,
        FLIPPED,
        ABOUT_TO_HAND_BACK,
        /** It has all traffic, and is watched. */
        VERIFY
    }

    /** A node that only the candidate of this test is put on. */
    @BeforeEach
    void makeNode(ControlPlane own) {
        assertThat(own.real()).isTrue();
        node = "node-" + world.namespace();
        world.client().resource("""
                apiVersion: v1
                kind: Node
                metadata: {name: %1$s, labels: {doomed: %1$s, kubernetes.io/hostname: %1$s}, annotations: {kwok.x-k8s.io/node: fake}}
                spec: {taints: [{key: doomed, effect: NoSchedule}]}
                status:
                  capacity: {cpu: "32", memory: 64Gi, ephemeral-storage: 64Gi, pods: "20"}
                  allocatable: {cpu: "32", memory: 64Gi, ephemeral-storage: 64Gi, pods: "20"}
                """.formatted(node)).create();
    }

    @AfterEach
    void removeNode() {
        deleteNode();
    }

    private void deleteNode() {
        world.client().nodes().withName(node).delete();
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void whatServedBeforeServesAgainSoon(Phase phase) {
        serveV1(Mode.LABEL);
        AtomicInteger patches = new AtomicInteger();
        world.faults().onCall(call -> {
            boolean now = call.method().equals("PATCH")
                    && call.path().endsWith("/services/" + World.SERVICE)
                    && patches.incrementAndGet() == phase.ordinal();
            if (now) {
                deleteNode();
            }
        });

        var run = world.begin(RequestBuilder.label("v2")
                .warmup(Duration.ofSeconds(2), Duration.ofSeconds(3))
                .manifest(map -> {
                    Map<String, Object> spec = Manifests.at(map, "spec", "template", "spec");
                    spec.put("nodeSelector", Map.of("doomed", node));
                    spec.put("tolerations", List.of(Map.of("key", "doomed", "operator", "Exists")));
                })
                .options(options -> options.cutover(CutoverChoice.ATOMIC)
                        .unschedulableGrace(Duration.ofSeconds(2))
                        .verify(phase == Phase.VERIFY ? PATIENCE.multipliedBy(2) : Duration.ZERO)));
        if (phase == Phase.WARM_UP) {
            await().atMost(PATIENCE)
                    .until(() -> world.look().pods().stream()
                                    .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                                    .count()
                            == 3);
            deleteNode();
        } else if (phase == Phase.VERIFY) {
            awaitServing(Map.of("demo-rs-v002", 3));
            await().atMost(PATIENCE).until(() -> world.look().unfinished().isEmpty());
            deleteNode();
        }
        var ending = world.await(run);

        assertThat(reason(phase, ending.outcome())).as("%s", world.story()).contains("demo-rs-v002");
        awaitServing(Map.of("demo-rs-v001", 3));
        Observation seen = world.service().seen(3);
        System.out.printf(
                Locale.ROOT,
                "Node gone, %s: %s; fewer endpoints for %.0f ms, none for %.0f ms%n",
                phase,
                ending.outcome(),
                seen.belowFloorMillis(),
                seen.zeroMillis());
        assertThat(seen.mixedTotalMillis()).isZero();
        assertThat(seen.belowFloorMillis()).isLessThan(SOON_MILLIS);
        assertClean("demo-rs-v001", 3);
    }

    private static String reason(Phase phase, Outcome outcome) {
        if (phase == Phase.VERIFY) {
            assertThat(outcome).isInstanceOf(Outcome.RolledBack.class);
            return ((Outcome.RolledBack) outcome).reason();
        }
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.state())
                .isNotEqualTo(Outcome.Failed.State.NOT_CONFIRMED));
        return ((Outcome.Failed) outcome).reason();
    }
}
