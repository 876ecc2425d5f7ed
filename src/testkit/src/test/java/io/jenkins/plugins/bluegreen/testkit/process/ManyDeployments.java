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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Deploys a version to many Services at once. Arguments: kubeconfig, namespace, how many, version. */
public final class ManyDeployments {
    private ManyDeployments() {}

    /** Begins. */
    public static void main(String... arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        Config config = Config.fromKubeconfig(Files.readString(Path.of(arguments[0])));
        String namespace = arguments[1];
        var threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();
        int before = threads.getThreadCount();
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        List<CompletableFuture<Run.Ending>> endings = new ArrayList<>();
        int promoted = 0;
        try (Clusters clusters = new Clusters(pool)) {
            Deployer deployer = new Deployer(clusters, pool, Clock.systemUTC());
            Connection connection = Connection.of(config, namespace);
            System.out.println("begun");
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                String name = "app-" + i;
                var request = RequestBuilder.deploy(Mode.LABEL, arguments[3])
                        .manifest(map -> name(map, name))
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
        }
        System.out.println("promoted " + promoted);
        System.out.println("threads " + (threads.getPeakThreadCount() - before));
        System.exit(0);
    }

    private static void name(java.util.Map<String, Object> manifest, String name) {
        Manifests.named(manifest, name);
        Manifests.at(manifest, "spec").put("replicas", 2);
        Manifests.at(manifest, "spec", "selector", "matchLabels").put("app", name);
        Manifests.at(manifest, "spec", "template", "metadata", "labels").put("app", name);
    }
}
