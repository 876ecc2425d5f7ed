package io.jenkins.plugins.bluegreen.simulator.time;

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
 * @param flapping how long a pod of an image that flaps is ready, and then is not
 * @param backoff how long the first failure of a container or of a pull is waited for; twice as long each time
 * @param termination how long a pod that was told to end is still there; it serves no more, but for its preStop sleep
 * @param proxyLag the longest that a Service's proxy is behind its slices
 */
public record Speed(
        Duration cacheLag,
        Duration sliceWrite,
        Duration staleBackoff,
        Duration startup,
        Duration warmupMin,
        Duration warmupMax,
        Duration flapping,
        Duration backoff,
        Duration termination,
        Duration proxyLag) {

    private static Duration millis(long count) {
        return Duration.ofMillis(count);
    }

    /** For tests: lags are as long as in a real cluster under load, everything else is short. */
    public static Speed fast() {
        return new Speed(
                millis(20),
                millis(2),
                millis(100),
                millis(20),
                millis(20),
                millis(150),
                millis(300),
                millis(100),
                millis(50),
                millis(40));
    }

    /** As a small real cluster is. */
    public static Speed real() {
        return new Speed(
                millis(10),
                millis(4),
                millis(1000),
                millis(800),
                millis(1000),
                millis(4000),
                millis(5000),
                millis(10_000),
                millis(1000),
                millis(500));
    }

    /** The same with caches that are further behind. */
    public Speed withCacheLag(Duration longest) {
        return new Speed(
                longest,
                sliceWrite,
                staleBackoff,
                startup,
                warmupMin,
                warmupMax,
                flapping,
                backoff,
                termination,
                proxyLag);
    }

    /** The same with another warm-up. */
    public Speed withWarmup(Duration min, Duration max) {
        return new Speed(
                cacheLag, sliceWrite, staleBackoff, startup, min, max, flapping, backoff, termination, proxyLag);
    }
}
