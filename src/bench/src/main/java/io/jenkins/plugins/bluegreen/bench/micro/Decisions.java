package io.jenkins.plugins.bluegreen.bench.micro;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.bluegreen.bench.order.Arena;
import io.jenkins.plugins.bluegreen.bench.order.WarmUp;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Decision;
import io.jenkins.plugins.bluegreen.decide.Next;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Step;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.drive.Seams;
import io.jenkins.plugins.bluegreen.kubernetes.KubernetesCluster;
import io.jenkins.plugins.bluegreen.settings.Requests;
import io.jenkins.plugins.bluegreen.settings.Settings;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import io.jenkins.plugins.bluegreen.testkit.cluster.Site;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The questions that the decisions of a real run were asked: the last of each kind, when the most is there. */
final class Decisions {
    private static final WarmUp SHORT = new WarmUp(Duration.ofMillis(20), Duration.ofMillis(50));

    private final Map<String, Decided> last = Collections.synchronizedMap(new LinkedHashMap<>());
    private final int pods;

    private Decisions(int pods) {
        this.pods = pods;
    }

    private record Given(String getVersion) implements Settings {
        @Override
        public String getService() {
            return Arena.SERVICE;
        }
    }

    /**
     * Deploys two versions on the embedded cluster.
     *
     * @param pods size of each
     * @return the questions of the second, by what was answered
     */
    static Map<String, Decided> of(int pods) {
        Decisions decisions = new Decisions(pods);
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        try (Site site = new SimulatedCluster(io.jenkins.plugins.bluegreen.simulator.Settings.fast()
                                .withWarmup(SHORT.soonest(), SHORT.latest())
                                .withoutPodServers())
                        .open();
                Arena arena = new Arena(site, pods);
                KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(arena.config()).build();
                KubernetesCluster cluster = new KubernetesCluster(client, site.namespace(), pool)) {
            arena.service("label/service.yaml", Map.of("createBy", "demo-service"));
            decisions.deploy(arena, cluster, pool, "v1");
            decisions.last.clear();
            decisions.deploy(arena, cluster, pool, "v2");
        } finally {
            pool.shutdownNow();
        }
        return Map.copyOf(decisions.last);
    }

    private void deploy(Arena arena, KubernetesCluster cluster, ScheduledExecutorService pool, String version) {
        Request request = Requests.deploy(
                new Given(version),
                Manifests.text(arena.workload("label/replicaset.yaml")),
                arena.site().namespace(),
                Requests.Extent.DEPLOY,
                new Request.Run("bench-" + version, "a benchmark"));
        Run run = new Run(
                request,
                cluster,
                candidate -> CompletableFuture.completedFuture(Optional.empty()),
                event -> {},
                pool,
                Clock.systemUTC(),
                Seams.real().withDecider((asked, observed, now) -> {
                    Step step = Decision.next(asked, observed, now);
                    last.put(kind(step.next()), new Decided(asked, observed, now));
                    return step;
                }));
        Outcome outcome = run.start().toCompletableFuture().join().outcome();
        if (!(outcome instanceof Outcome.Promoted)) {
            throw new IllegalStateException("%d pods could not be deployed: %s".formatted(pods, outcome));
        }
    }

    private static String kind(Next next) {
        if (next instanceof Next.Act act) {
            Action first = act.actions().get(0);
            return first instanceof Action.Select select
                    ? "select " + select.why()
                    : "act " + first.getClass().getSimpleName();
        }
        return next instanceof Next.Await await
                ? "await " + await.what()
                : next.getClass().getSimpleName();
    }
}
