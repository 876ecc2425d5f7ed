package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.drive.Cluster;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.drive.Interest;
import io.jenkins.plugins.bluegreen.kubernetes.KubernetesCluster;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bluegreen status}. */
@Command(name = "status", description = "Shows the releases, and which of them have traffic.")
final class StatusCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ClusterOptions where;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    @Override
    public Integer call() {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(1);
        try (KubernetesClient client = where.client();
                KubernetesCluster cluster = new KubernetesCluster(client, where.namespace(client, ""), pool)) {
            cluster.ready().toCompletableFuture().join();
            print(
                    cluster.view(Interest.inServices(where.services)),
                    spec.commandLine().getOut());
            return ExitCodes.DONE;
        } catch (CompletionException e) {
            if (e.getCause() instanceof ClusterException failure) {
                throw new IllegalArgumentException(failure.getMessage(), failure);
            }
            throw e;
        } finally {
            pool.shutdownNow();
        }
    }

    private static void print(Cluster.View view, PrintWriter out) {
        for (ServiceState service : view.services().values()) {
            out.printf("Service %s selects %s%n", service.name(), new TreeMap<>(service.selector()));
            service.record()
                    .ifPresent(record -> out.printf(
                            "  an unfinished cutover to %s by %s: the next run finishes or undoes it%n",
                            record.to().name(), record.run()));
        }
        out.printf("%-28s %-9s %-9s %-8s %s%n", "RELEASE", "READY", "ENDPOINTS", "VERSION", "PROMOTED");
        view.releases().stream()
                .sorted(Comparator.comparing(Release::created).thenComparing(Release::name))
                .forEach(release -> out.printf(
                        "%-28s %-9s %-9d %-8s %s%n",
                        release.name(),
                        release.status().ready() + "/" + release.desired(),
                        release.pods().stream()
                                .filter(pod -> view.services().values().stream()
                                        .anyMatch(service -> service.readyPods().contains(pod.uid())))
                                .count(),
                        release.annotation(Keys.VERSION).orElse("-"),
                        release.annotation(Keys.PROMOTED_AT).orElse("-")));
        out.flush();
    }
}
