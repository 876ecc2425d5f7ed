package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.drive.Gate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A gate that is a command of the user's: non-zero means no. */
final class CommandGate implements Gate {
    private final String command;
    private final String version;

    CommandGate(String command, String version) {
        this.command = command;
        this.version = version;
    }

    @Override
    public CompletionStage<Optional<String>> ask(Release candidate) {
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", command)).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put("BLUE_GREEN_RELEASE", candidate.name());
        environment.put("BLUE_GREEN_VERSION", version);
        environment.put("BLUE_GREEN_ACTIVE", candidate.annotation(Keys.PREVIOUS).orElse(""));
        candidate
                .activePods()
                .flatMap(pod -> pod.addresses().stream())
                .findFirst()
                .ifPresent(address -> environment.put("BLUE_GREEN_PREVIEW", address));
        try {
            return builder.start()
                    .onExit()
                    .thenApply(process -> process.exitValue() == 0
                            ? Optional.empty()
                            : Optional.of(
                                    "The gate said no: its command ended with %d".formatted(process.exitValue())));
        } catch (IOException e) {
            return CompletableFuture.completedFuture(
                    Optional.of("The gate's command could not be started: " + e.getMessage()));
        }
    }
}
