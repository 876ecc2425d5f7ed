package io.jenkins.plugins.bluegreen.testkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process with the class path of the tests. What it prints is kept. */
public final class Child implements AutoCloseable {
    private final Process process;
    private final Path kubeconfig;
    private final List<String> lines = new ArrayList<>();
    private boolean over;
    private final Thread reader = new Thread(this::read, "child");

    private Child(Process process, Path kubeconfig) {
        this.process = process;
        this.kubeconfig = kubeconfig;
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts one.
     *
     * @param main its class
     * @param kubeconfig its first argument will be the path of a file with this
     * @param options of the JVM
     * @param arguments further ones
     */
    public static Child start(Class<?> main, String kubeconfig, List<String> options, String... arguments) {
        try {
            Path file = Files.createTempFile("child", ".kubeconfig");
            Files.writeString(file, kubeconfig);
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString()));
            command.addAll(List.of("-XX:+UseSerialGC", "-Xshare:auto", "-XX:TieredStopAtLevel=1"));
            command.addAll(options);
            command.addAll(List.of("-cp", classPath(), main.getName(), file.toString()));
            command.addAll(List.of(arguments));
            return new Child(
                    new ProcessBuilder(command).redirectErrorStream(true).start(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void read() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                synchronized (lines) {
                    lines.add(line);
                    lines.notifyAll();
                }
            }
        } catch (IOException e) {
            // It was killed.
        } finally {
            synchronized (lines) {
                over = true;
                lines.notifyAll();
            }
        }
    }

    /** Waits until it has printed so many lines, or has ended. */
    public void awaitLines(int number) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
        synchronized (lines) {
            while (lines.size() < number && !over) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("A process has not told enough within 120 s: " + lines);
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(lines, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    /** Waits until it has ended, and says how. */
    public int awaitEnd(long seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("A process did not end within %d s: %s".formatted(seconds, lines()));
            }
            reader.join(10_000);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(60);
    }

    /** What it has printed. */
    public List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
