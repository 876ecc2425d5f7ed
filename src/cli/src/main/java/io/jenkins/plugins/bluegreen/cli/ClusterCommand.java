package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.options.Problems;
import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.terminal.Interrupts;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
            "  bluegreen deploy -f src/demo/label/replicaset.yaml --version v1 \\",
            "      --service demo-service"
        })
final class ClusterCommand implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;
    private static final Duration QUICKEST = Duration.ofMillis(500);
    private static final Duration SLOWEST = Duration.ofSeconds(3);

    private final Terminal terminal;

    @Option(names = "--write", paramLabel = "FILE", description = "Writes the kubeconfig there; else prints it.")
    private Path file;

    @Option(names = "--port", paramLabel = "PORT", description = "Where it listens on loopback; else a free port.")
    private String port;

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
        Problems problems = new Problems();
        int number = problems.of(this::port).orElse(0);
        problems.check(this::writable);
        problems.throwIfAny();
        CountDownLatch ended = new CountDownLatch(1);
        AutoCloseable told = terminal.interrupts().tell(Interrupts.Handler.once(ended::countDown));
        try (EmbeddedCluster cluster = EmbeddedCluster.start(
                Settings.fast().withWarmup(QUICKEST, SLOWEST).withPort(number))) {
            tell(cluster);
            ended.await();
            return ExitCodes.DONE;
        } finally {
            Interrupts.quietly(told);
        }
    }

    private void tell(EmbeddedCluster cluster) {
        PrintWriter out = terminal.out();
        if (file == null) {
            out.println(cluster.kubeconfig());
            out.flush();
            terminal.err()
                    .println("The embedded cluster listens at %s. Keep the kubeconfig above in a file,"
                                    .formatted(cluster.url())
                            + " or have it written with --write FILE. Ctrl-C ends the cluster.");
            terminal.err().flush();
            return;
        }
        write(cluster.kubeconfig());
        out.println("The embedded cluster listens at %s; its kubeconfig is in %s. In another terminal:"
                .formatted(cluster.url(), file));
        out.println("  export KUBECONFIG=" + file.toAbsolutePath());
        out.println("  kubectl apply -f src/demo/label/service.yaml");
        out.println("  ./bluegreen deploy -f src/demo/label/replicaset.yaml --service demo-service --version v1");
        out.println("  kubectl get pods");
        out.println("Images with the tags broken, crash, never-ready and flapping do what they are called."
                + " Ctrl-C ends the cluster.");
        out.flush();
    }

    private Integer port() {
        if (port == null) {
            return 0;
        }
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MOST_PORT) {
            throw new InvalidInputException(
                    "--port is \"%s\"".formatted(port),
                    "it is not a port",
                    "give a number from 1 to %d, or leave it away for a free one".formatted(MOST_PORT));
        }
        int number = Integer.parseInt(port);
        try (ServerSocket probe = new ServerSocket(number, 1, InetAddress.getLoopbackAddress())) {
            return number == 0 ? 0 : probe.getLocalPort();
        } catch (IOException e) {
            throw new InvalidInputException(
                    "--port is %s".formatted(port),
                    "something listens there already, or you may not",
                    "give another one");
        }
    }

    /** Before the cluster is started, and so that nobody else can read the token. */
    private void writable() {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } catch (UnsupportedOperationException e) {
                Files.createFile(file);
            }
        } catch (IOException e) {
            throw unwritable();
        }
    }

    private void write(String kubeconfig) {
        try {
            Files.writeString(file, kubeconfig);
        } catch (IOException e) {
            throw unwritable();
        }
    }

    private InvalidInputException unwritable() {
        return new InvalidInputException(
                "the kubeconfig is to be written to " + file, "that file cannot be written", "name another one");
    }
}
