package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Release;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What must pass between "candidate available" and the cutover. */
@FunctionalInterface
public interface Gate {
    /**
     * Asks.
     *
     * @param candidate available and dark
     * @return why not, or nothing if traffic may be moved to it
     */
    CompletionStage<Optional<String>> ask(Release candidate);
}
