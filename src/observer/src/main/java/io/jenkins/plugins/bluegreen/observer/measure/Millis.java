package io.jenkins.plugins.bluegreen.observer.measure;

/** Milliseconds, to the microsecond: a slice is written in less than one. */
final class Millis {
    private Millis() {}

    static double of(long nanos) {
        return Math.round(nanos / 1000.0) / 1000.0;
    }
}
