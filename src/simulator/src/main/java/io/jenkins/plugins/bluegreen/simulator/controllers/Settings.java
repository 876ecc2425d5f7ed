package io.jenkins.plugins.bluegreen.simulator.controllers;

import java.time.Duration;

/**
 * How fast the cluster is.
 *
 * @param cacheLag the longest that a controller's cache is behind
 * @param sliceWrite how long the write of a slice takes
 * @param warmupMin how soon a started container is ready
 * @param warmupMax how late it is ready
 * @param termination how long a pod serves after it was told to end
 * @param seed of everything random
 */
public record Settings(
        Duration cacheLag,
        Duration sliceWrite,
        Duration warmupMin,
        Duration warmupMax,
        Duration termination,
        long seed) {

    /** Fast, for tests. */
    public static Settings fast() {
        return new Settings(
                Duration.ofMillis(20),
                Duration.ofMillis(2),
                Duration.ofMillis(20),
                Duration.ofMillis(150),
                Duration.ofMillis(50),
                1);
    }

    /** The same with another warm-up. */
    public Settings withWarmup(Duration min, Duration max) {
        return new Settings(cacheLag, sliceWrite, min, max, termination, seed);
    }
}
