package io.jenkins.plugins.bluegreen.bench.order;

import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.cluster.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other people's programs: kubectl of the control plane, and Argo Rollouts' controller. */
public final class Programs {
    private static final long MINUTES = 15;

    private final Path kubectl;
    private final Path folder;
    private final Path kubeconfig;

    /**
     * With what the control plane has.
     *
     * @param cluster that they talk to
     */
    public Programs(ControlPlane cluster) {
        try {
            kubectl = cluster.kubectl();
            folder = Files.createDirectories(Path.of("target", "programs")).toAbsolutePath();
            kubeconfig = Path.of(cluster.ctl("path", "kubeconfig").strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs kubectl.
     *
     * @param namespace to be in
     * @param input its standard input; may be empty
     * @param words its arguments
     * @return what it printed
     */
    public String kubectl(String namespace, String input, String... words) {
        List<String> command = new ArrayList<>(List.of(
                kubectl.toString(),
                "--kubeconfig",
                kubeconfig.toString(),
                "--cache-dir",
                folder.resolve("kubectl").toString(),
                "--namespace",
                namespace));
        command.addAll(List.of(words));
        return run(command, input);
    }

    /** Builds Argo Rollouts if it is not there. */
    public Path argoRollouts() {
        String script =
                Manifests.project().resolve("src/bench/argo-rollouts/build").toString();
        return Path.of(run(List.of(script), "").strip());
    }

    /**
     * Starts a program that goes on, and ends with this process at the latest.
     *
     * @param log name of its log
     * @param words program and arguments
     */
    Process start(String log, List<String> words) {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve(log + ".log").toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-" + log));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The administrator's kubeconfig. */
    Path kubeconfig() {
        return kubeconfig;
    }

    /** What a program writes to its error stream, such as the progress of a build, is shown. */
    private String run(List<String> command, String input) {
        try {
            Path in = Files.writeString(Files.createTempFile(folder, "in", ""), input);
            Path out = Files.createTempFile(folder, "out", "");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
                if (!ended || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException(String.join(" ", command) + " did not end well");
                }
                return Files.readString(out, StandardCharsets.UTF_8);
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted", e);
        }
    }
}
