package io.jenkins.plugins.bluegreen.testkit.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The time from "all of the candidate is ready" to "no endpoint of the old": ours beside a bare client that makes the one write
 * that does it and proves nothing. Told as a ratio; a few milliseconds more are noise where both take few.
 */
@EnabledIfSystemProperty(
        named = "cluster.long",
        matches = "true",
        disabledReason = "It takes minutes: run it with -Dcluster.long=true")
@OnControlPlane
class CutoverTimeIT {
    private static final double RATIO = 1.5;
    private static final double NOISE_MILLIS = 50;

    @ParameterizedTest(name = "{0} pods")
    @CsvSource({"3, 7", "50, 5", "500, 5"})
    void isCloseToThatOfABareClient(int pods, int times, TestCluster cluster) {
        assumeTrue(3 * pods <= cluster.capacity(), "the cluster has no room for that");
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        try (World world = World.in(cluster)) {
            world.create("label/service.yaml");
            int version = 1;
            deploy(world, version++, pods);
            for (int i = 0; i < times; i++) {
                bare.add(bareCutover(world, pods));
                ours.add(deploy(world, version++, pods));
            }
        }
        double ratio = Numbers.median(ours) / Numbers.median(bare);
        System.out.printf(
                Locale.ROOT,
                "Cutover time at %d pods: ours %s ms, a bare client's %s ms, ratio %.2f (wanted: at most %.1f)%n",
                pods,
                Numbers.summary(ours),
                Numbers.summary(bare),
                ratio,
                RATIO);
        assertThat(Numbers.median(ours)).isLessThan(RATIO * Numbers.median(bare) + NOISE_MILLIS);
    }

    private static Double deploy(World world, int version, int pods) {
        world.restart();
        var outcome = world.outcome(RequestBuilder.label("v" + version)
                .replicas(pods)
                .warmup(Duration.ofMillis(100), Duration.ofMillis(1000))
                .options(options ->
                        options.cutover(CutoverChoice.ATOMIC).history(0).stable(Duration.ZERO)));
        assertThat(outcome).as("%s", world.story()).isInstanceOf(Outcome.Promoted.class);
        return world.service().seen(pods).cutoverMillis();
    }

    /** Makes a dark ReplicaSet, points the Service at it as soon as its status says that it is available, and goes back. */
    private static double bareCutover(World world, int pods) {
        Map<String, Object> set = Manifests.warmup(
                Manifests.named(Manifests.demo("label/replicaset.yaml"), "bare"),
                Duration.ofMillis(100),
                Duration.ofMillis(1000));
        Manifests.at(set, "spec").put("replicas", pods);
        Manifests.at(set, "spec", "selector", "matchLabels").put("bare", "yes");
        Manifests.at(set, "spec", "template", "metadata", "labels").put("bare", "yes");
        Manifests.at(set, "spec", "template", "spec", "containers", 0).put("image", "docker.io/bebullish/demo:bare");
        Map<String, String> owner = world.look().selector(World.SERVICE);
        world.restart();
        CompletableFuture<Void> available = new CompletableFuture<>();
        Watch watch = world.client()
                .apps()
                .replicaSets()
                .inNamespace(world.namespace())
                .withName("bare")
                .watch(whenAvailable(pods, available));
        try {
            world.create(set);
            available.orTimeout(120, TimeUnit.SECONDS).join();
            select(world.client(), world.namespace(), "{\"createBy\":null,\"bare\":\"yes\"}");
        } finally {
            watch.close();
        }
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> world.look().serving(World.SERVICE).equals(Map.of("bare", pods)));
        double millis = world.service().seen(pods).cutoverMillis();
        select(
                world.client(),
                world.namespace(),
                "{\"createBy\":\"%s\",\"bare\":null}".formatted(owner.get("createBy")));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !world.look().serving(World.SERVICE).containsKey("bare"));
        world.client()
                .apps()
                .replicaSets()
                .inNamespace(world.namespace())
                .withName("bare")
                .delete();
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> world.look().pods().stream()
                .noneMatch(pod -> "yes".equals(pod.getMetadata().getLabels().get("bare"))));
        return millis;
    }

    private static Watcher<ReplicaSet> whenAvailable(int pods, CompletableFuture<Void> available) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, ReplicaSet set) {
                Integer now = set.getStatus() == null ? null : set.getStatus().getAvailableReplicas();
                if (now != null && now == pods) {
                    available.complete(null);
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                available.completeExceptionally(cause);
            }
        };
    }

    private static void select(KubernetesClient client, String namespace, String selector) {
        client.services()
                .inNamespace(namespace)
                .withName(World.SERVICE)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"selector\":" + selector + "}}");
    }
}
