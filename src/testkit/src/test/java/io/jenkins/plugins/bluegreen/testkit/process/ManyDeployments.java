package io.jenkins.plugins.bluegreen.testkit.process;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.deployer.Deployer;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.kubernetes.Clusters;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Deploys a version to many Services at once. Tells each second, and when all have ended, how many threads there were at
 * most that were not there before. Arguments: kubeconfig, namespace, how many, version, replicas.
 */
public final class ManyDeployments {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final int before = threads.getThreadCount();
    private Map<String, Long> most = Map.of();

    private ManyDeployments() {}

    /** Begins. */
    public static void main(String... arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        new ManyDeployments()
                .deploy(
                        Config.fromKubeconfig(Files.readString(Path.of(arguments[0]))),
                        arguments[1],
                        Integer.parseInt(arguments[2]),
                        arguments[3],
                        Integer.parseInt(arguments[4]));
        System.exit(0);
    }

    private void deploy(Config config, String namespace, int many, String version, int replicas) {
        threads.resetPeakThreadCount();
        ScheduledExecutorService pool = Executors.newSingleThreadScheduledExecutor();
        List<CompletableFuture<Run.Ending>> endings = new ArrayList<>();
        int promoted = 0;
        Connection connection = Connection.of(config, namespace);
        // The client is kept until it is told: one that is closed has more threads for a moment, to end all watches at
        // once.
        try (Clusters clusters = new Clusters(pool);
                Clusters.Use kept = clusters.use(connection)) {
            Deployer deployer = new Deployer(clusters, pool, Clock.systemUTC());
            System.out.println("begun");
            pool.scheduleWithFixedDelay(this::tell, 0, 1, TimeUnit.SECONDS);
            for (int i = 0; i < many; i++) {
                String name = "app-" + i;
                var request = RequestBuilder.deploy(Mode.LABEL, version)
                        .manifest(map -> name(map, name))
                        .replicas(replicas)
                        .services(name)
                        .build(namespace);
                endings.add(deployer.start(connection, request, World.YES, event -> {})
                        .ending()
                        .toCompletableFuture());
            }
            for (CompletableFuture<Run.Ending> ending : endings) {
                Outcome outcome = ending.join().outcome();
                promoted += outcome instanceof Outcome.Promoted ? 1 : 0;
                if (!(outcome instanceof Outcome.Promoted)) {
                    System.out.println("outcome " + outcome);
                }
            }
            System.out.println("requests " + kept.cluster().requests());
            tell();
        }
        System.out.println("promoted " + promoted);
    }

    /** Their names say whose they are, where there are too many. */
    private synchronized void tell() {
        Map<String, Long> now = Thread.getAllStackTraces().keySet().stream()
                .collect(Collectors.groupingBy(
                        thread -> thread.getName().replaceAll("[0-9]+", "#"), TreeMap::new, Collectors.counting()));
        most = sum(now) > sum(most) ? now : most;
        System.out.println("threads " + (threads.getPeakThreadCount() - before) + " of which " + most);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void name(Map<String, Object> manifest, String name) {
        Manifests.named(manifest, name);
        Manifests.at(manifest, "spec", "selector", "matchLabels").put("app", name);
        Manifests.at(manifest, "spec", "template", "metadata", "labels").put("app", name);
    }
}
