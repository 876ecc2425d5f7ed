package io.jenkins.plugins.bluegreen.bench.controller;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.bench.order.Api;
import io.jenkins.plugins.bluegreen.bench.order.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts, for each number of deployments, an embedded cluster and a process that drives them. */
public final class ControllerBenchmark {
    private static final long LOOK_MILLIS = 100;
    private static final String DRIVERS_HEAP = "-Xmx256m";
    private static final String CLUSTERS_HEAP = "-Xmx2g";

    private final Consumer<String> say;

    /**
     * Nothing is started yet.
     *
     * @param say told of the progress
     */
    public ControllerBenchmark(Consumer<String> say) {
        this.say = say;
    }

    /** Runs it with so many deployments at once, each way of waiting. */
    public List<Waiting> run(List<Integer> deployments) {
        List<Waiting> all = new ArrayList<>();
        for (String what : List.of(Fleet.WARM_UP, Fleet.GATE)) {
            for (int number : deployments) {
                Waiting measured = run(number, what);
                say.accept(measured.toString());
                all.add(measured);
            }
        }
        return all;
    }

    private static Waiting run(int number, String what) {
        try {
            Path folder = Files.createTempDirectory("bench-fleet");
            Path kubeconfig = folder.resolve("kubeconfig");
            Process simulator = java(CLUSTERS_HEAP, Simulator.class, kubeconfig.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                while (!Files.exists(kubeconfig)) {
                    if (!simulator.isAlive()) {
                        throw new IllegalStateException("The embedded cluster did not start");
                    }
                    Pause.millis(LOOK_MILLIS);
                }
                services(kubeconfig, number);
                return drive(kubeconfig, number, what);
            } finally {
                simulator.destroy();
                Files.deleteIfExists(kubeconfig);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void services(Path kubeconfig, int number) throws IOException {
        try (Api api = new Api(Config.fromKubeconfig(Files.readString(kubeconfig)), "bench")) {
            for (int i = 0; i < number; i++) {
                api.post("/api/v1/namespaces/%s/services".formatted(Fleet.NAMESPACE), Fleet.service(i));
            }
        }
    }

    private static Waiting drive(Path kubeconfig, int number, String what) throws IOException {
        Process driver = java(DRIVERS_HEAP, Driver.class, kubeconfig.toString(), Integer.toString(number), what)
                .start();
        String out = new String(driver.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (out.isBlank()) {
            throw new IllegalStateException("%d deployments could not be driven".formatted(number));
        }
        return new ObjectMapper().readValue(out, Waiting.class);
    }

    private static ProcessBuilder java(String heap, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
