package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.controllers.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bluegreen cluster}. */
@Command(name = "cluster", description = "Starts the embedded cluster and stays until Ctrl-C.")
final class ClusterCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--write", paramLabel = "FILE", description = "Writes the kubeconfig there; else prints it.")
    Path file;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (EmbeddedCluster cluster = EmbeddedCluster.start(Settings.fast())) {
            if (file == null) {
                out.println(cluster.kubeconfig());
            } else {
                Files.writeString(file, cluster.kubeconfig());
                out.printf("The kubeconfig is in %s; Ctrl-C ends the cluster.%n", file);
            }
            out.flush();
            new CountDownLatch(1).await();
            return ExitCodes.DONE;
        }
    }
}
