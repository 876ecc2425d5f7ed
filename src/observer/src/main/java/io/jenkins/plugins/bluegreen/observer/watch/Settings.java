package io.jenkins.plugins.bluegreen.observer.watch;

import java.time.Duration;

/**
 * How an observer watches.
 *
 * @param probe how often the API server is asked how far it is, while things change: the observer knows its own lag no better
 *     than that
 * @param idleProbe the same while nothing changes
 * @param start how long the first lists may take
 * @param sights how many sights are kept; older ones are reduced to their last state
 */
public record Settings(Duration probe, Duration idleProbe, Duration start, int sights) {

    /** For people and tests: four probes a second while things change, one a second else. */
    public static Settings defaults() {
        return new Settings(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(15), 200_000);
    }

    /** The same with other probes. */
    public Settings withProbe(Duration active) {
        return new Settings(active, idleProbe, start, sights);
    }
}
