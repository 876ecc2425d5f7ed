package io.jenkins.plugins.bluegreen.testkit.cluster;

import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real control plane, started by {@code src/control-plane/up}: etcd, API server, controller manager, scheduler, and KWOK
 * in the place of nodes. It ends with this process.
 */
public final class ControlPlane extends RemoteCluster {
    private static final int CAPACITY = 2500;

    private static ControlPlane instance;
    private static IllegalStateException failure;

    private final String owner;

    private ControlPlane(String owner, String kubeconfig) {
        super("the control plane", kubeconfig, CAPACITY);
        this.owner = owner;
    }

    /**
     * The one of this process; started, and built if need be, at the first call.
     *
     * @throws IllegalStateException if that does not work, and why
     */
    public static synchronized ControlPlane get() {
        if (failure != null) {
            throw failure;
        }
        if (instance == null) {
            try {
                instance = start();
            } catch (IllegalStateException e) {
                failure = e;
                throw e;
            }
        }
        return instance;
    }

    private static ControlPlane start() {
        String owner = Long.toString(ProcessHandle.current().pid());
        String out = run(List.of(script("up"), "--owner", owner), 30).strip();
        Path kubeconfig = Path.of(out.substring(out.lastIndexOf('\n') + 1));
        return new ControlPlane(owner, read(kubeconfig));
    }

    /**
     * Stops, starts or replaces a part of it; returns when that is done.
     *
     * @param words as {@code src/control-plane/ctl} takes them
     * @return what it printed
     */
    public String ctl(String... words) {
        List<String> command = new ArrayList<>(List.of(script("ctl"), "--owner", owner));
        command.addAll(List.of(words));
        return run(command, 3);
    }

    /** kubectl of the same version. */
    public Path kubectl() {
        return Path.of(ctl("path", "kubectl").strip());
    }

    private static String script(String name) {
        return Manifests.project().resolve("src/control-plane").resolve(name).toString();
    }

    /** What it writes to its error stream, such as the progress of a build, is shown. */
    private static String run(List<String> command, int minutes) {
        try {
            Path out = Files.createTempFile("control-plane", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
                if (!ended || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException("%s %s"
                            .formatted(
                                    String.join(" ", command),
                                    ended ? "ended with " + process.exitValue() : "did not end in time"));
                }
                return Files.readString(out, StandardCharsets.UTF_8);
            } finally {
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
