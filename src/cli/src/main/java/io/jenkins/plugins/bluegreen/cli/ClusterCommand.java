package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.terminal.Interrupts;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bluegreen cluster}. */
@Command(
        name = "cluster",
        description = {
            "Starts the embedded cluster and stays until Ctrl-C, for kubectl and for every command here.",
            "It needs no Kubernetes and forgets everything when it ends."
        },
        footer = {
            "",
            "Example:",
            "  bluegreen cluster --write /tmp/kubeconfig &",
            "  export KUBECONFIG=/tmp/kubeconfig",
            "  kubectl apply -f src/demo/label/service.yaml",
            "  bluegreen deploy -f src/demo/label/replicaset.yaml --service demo-service --version v1"
        })
final class ClusterCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--write", paramLabel = "FILE", description = "Writes the kubeconfig there; else prints it.")
    private Path file;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    ClusterCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        AutoCloseable told = terminal.interrupts().tell(Interrupts.Handler.once(ended::countDown));
        try (EmbeddedCluster cluster = EmbeddedCluster.start(Settings.fast())) {
            PrintWriter out = terminal.out();
            if (file == null) {
                out.println(cluster.kubeconfig());
            } else {
                write(cluster.kubeconfig());
                out.println(
                        "The embedded cluster listens at %s; its kubeconfig is in %s.".formatted(cluster.url(), file));
                out.println("In another terminal:");
                out.println("  export KUBECONFIG=" + file.toAbsolutePath());
                out.println("  kubectl get pods -w");
                out.println("Ctrl-C ends it.");
            }
            out.flush();
            ended.await();
            return ExitCodes.DONE;
        } finally {
            Interrupts.quietly(told);
        }
    }

    private void write(String kubeconfig) {
        try {
            Files.writeString(file, kubeconfig);
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the kubeconfig is to be written to " + file, "that file cannot be written", "name another one");
        }
    }
}
