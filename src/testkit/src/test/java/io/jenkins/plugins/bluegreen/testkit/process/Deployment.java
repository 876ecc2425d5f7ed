package io.jenkins.plugins.bluegreen.testkit.process;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.kubernetes.KubernetesCluster;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Deploys one version, as the command does. Arguments: kubeconfig, namespace, mode, cutover, version, replicas. */
public final class Deployment {
    private Deployment() {}

    /** What it asks for. */
    public static RequestBuilder request(Mode mode, CutoverChoice how, String version, int replicas) {
        return RequestBuilder.deploy(mode, version)
                .replicas(replicas)
                .warmup(Duration.ofMillis(100), Duration.ofMillis(500))
                .options(options -> options.cutover(how).history(1));
    }

    /** Begins. */
    public static void main(String... arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.SEVERE);
        Config config = Config.fromKubeconfig(Files.readString(Path.of(arguments[0])));
        config.setRequestRetryBackoffLimit(0);
        config.setMaxConcurrentRequests(32);
        config.setMaxConcurrentRequestsPerHost(16);
        String namespace = arguments[1];
        RequestBuilder request = request(
                Mode.valueOf(arguments[2]),
                CutoverChoice.valueOf(arguments[3]),
                arguments[4],
                Integer.parseInt(arguments[5]));
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                KubernetesCluster cluster = new KubernetesCluster(client, namespace, pool)) {
            System.out.println("begun");
            Run run = new Run(
                    request.build(namespace),
                    cluster,
                    World.YES,
                    event -> System.out.println(event.sentence()),
                    pool,
                    Clock.systemUTC());
            Run.Ending ending = run.start().toCompletableFuture().join();
            System.out.println("outcome " + ending.outcome());
            System.out.println("requests " + ending.report().apiRequests());
        }
        System.exit(0);
    }
}
