package io.jenkins.plugins.bluegreen.jenkins.run;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What must pass between "the release is available" and its traffic. */
@FunctionalInterface
public interface DarkGate {
    /** Where nothing is asked. */
    DarkGate NONE = held -> CompletableFuture.completedFuture(Optional.empty());

    /**
     * Asks; does not block.
     *
     * @param held the release, available and dark
     * @return why not, or nothing if traffic may be moved to it
     */
    CompletionStage<Optional<String>> ask(Held held);
}
