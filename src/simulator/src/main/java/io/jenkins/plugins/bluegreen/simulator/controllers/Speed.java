package io.jenkins.plugins.bluegreen.simulator.controllers;

import java.time.Duration;

/**
 * How fast the cluster is.
 *
 * @param cacheLag the longest that a controller's cache is behind
 * @param sliceWrite how long the write of a slice takes
 * @param staleBackoff how long the slices of a Service wait after the controller saw that its cache of them is behind; twice
 *     as long the next time
 * @param startup how long a pod takes from its node to running containers, at most: pull and start
 * @param warmupMin how soon a started container is ready
 * @param warmupMax how late it is ready
 * @param termination how long a pod serves after it was told to end
 * @param proxyLag the longest that a Service's proxy is behind its slices
 */
public record Speed(
        Duration cacheLag,
        Duration sliceWrite,
        Duration staleBackoff,
        Duration startup,
        Duration warmupMin,
        Duration warmupMax,
        Duration termination,
        Duration proxyLag) {

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    /** For tests: lags are as long as in a real cluster under load, everything else is short. */
    public static Speed fast() {
        return new Speed(
                millis(20), millis(2), millis(100), millis(20), millis(20), millis(150), millis(50), millis(40));
    }

    /** As a small real cluster is. */
    public static Speed real() {
        return new Speed(
                millis(50),
                millis(4),
                millis(1000),
                millis(800),
                millis(1000),
                millis(4000),
                millis(1000),
                millis(500));
    }

    /** The same with another warm-up. */
    public Speed withWarmup(Duration min, Duration max) {
        return new Speed(cacheLag, sliceWrite, staleBackoff, startup, min, max, termination, proxyLag);
    }
}
