package io.jenkins.plugins.bluegreen.bench.order;

/** A pause where an order, or a measurement, has one. */
public final class Pause {
    private Pause() {}

    /** Sleeps. */
    public static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted", e);
        }
    }
}
