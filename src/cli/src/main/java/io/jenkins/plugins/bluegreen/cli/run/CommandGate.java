package io.jenkins.plugins.bluegreen.cli.run;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.drive.Gate;
import io.jenkins.plugins.bluegreen.drive.RunEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A gate that is a command of the user's: non-zero means no. It ends when nobody waits for its answer any more. */
public final class CommandGate implements Gate {
    private static final long GRACE_SECONDS = 2;

    private final String command;
    private final String version;
    private final Optional<String> previewHost;
    private volatile String previewPort = "";
    private volatile Consumer<String> output = line -> {};

    /**
     * A gate.
     *
     * @param command for {@code sh -c}
     * @param version of the candidate
     * @param previewHost host of the preview Service, if one is asked for
     */
    public CommandGate(String command, String version, Optional<String> previewHost) {
        this.command = command;
        this.version = version;
        this.previewHost = previewHost;
    }

    /** Says who is told what the command writes, line by line. */
    void tell(Consumer<String> lines) {
        output = lines;
    }

    /** Is told what the run does, and learns the preview Service's port. */
    void on(RunEvent event) {
        if (event instanceof RunEvent.Did did && did.action() instanceof Action.CreatePreview created) {
            previewPort = created.like().ports().stream()
                    .findFirst()
                    .map(port -> ":" + port.port())
                    .orElse("");
        }
    }

    @Override
    public CompletionStage<Optional<String>> ask(Release candidate) {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", command))
                .redirectErrorStream(true)
                .redirectInput(Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put("BLUE_GREEN_RELEASE", candidate.name());
        environment.put("BLUE_GREEN_VERSION", version);
        environment.put("BLUE_GREEN_ACTIVE", candidate.annotation(Keys.PREVIOUS).orElse(""));
        environment.put(
                "BLUE_GREEN_PREVIEW",
                previewHost
                        .map(host -> host + previewPort)
                        .or(() -> address(candidate))
                        .orElse(""));
        try {
            return answer(builder.start());
        } catch (IOException e) {
            return CompletableFuture.completedFuture(
                    Optional.of("The gate's command could not be started: " + e.getMessage()));
        }
    }

    private CompletionStage<Optional<String>> answer(Process process) {
        Thread reader = new Thread(() -> pump(process), "bluegreen-gate");
        reader.setDaemon(true);
        reader.start();
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        process.onExit()
                .thenAccept(ended -> answer.complete(
                        ended.exitValue() == 0
                                ? Optional.empty()
                                : Optional.of(
                                        "The gate said no: its command ended with %d".formatted(ended.exitValue()))));
        answer.whenComplete((said, error) -> {
            if (answer.isCancelled()) {
                end(process);
            }
        });
        return answer;
    }

    private void pump(Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), Charset.defaultCharset()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.accept("gate | " + line);
            }
        } catch (IOException e) {
            // It has been ended, and has nothing more to say.
            return;
        }
    }

    /** The shell, and what it has started. */
    private static void end(Process process) {
        List<ProcessHandle> all = process.descendants().toList();
        all.forEach(ProcessHandle::destroy);
        process.destroy();
        CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS).execute(() -> {
            all.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    /** Of the first pod, with the first port that it says it listens on. */
    private static Optional<String> address(Release candidate) {
        Optional<String> host = candidate
                .activePods()
                .flatMap(pod -> pod.addresses().stream())
                .findFirst()
                .map(address -> address.contains(":") ? "[" + address + "]" : address);
        return host.map(
                address -> port(candidate).map(port -> address + ":" + port).orElse(address));
    }

    private static Optional<String> port(Release candidate) {
        return maps(candidate.template().get("spec"), "containers").stream()
                .flatMap(container -> maps(container, "ports").stream())
                .map(port -> String.valueOf(port.get("containerPort")))
                .findFirst();
    }

    private static List<Map<?, ?>> maps(Object parent, String key) {
        return parent instanceof Map<?, ?> map && map.get(key) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(item -> (Map<?, ?>) item)
                        .toList()
                : List.of();
    }
}
