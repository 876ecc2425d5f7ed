package io.jenkins.plugins.bluegreen.bench.order;

import io.jenkins.plugins.bluegreen.manifest.Durations;
import java.time.Duration;

/**
 * How long a pod takes from running to ready: drawn evenly between two times.
 *
 * @param soonest the earliest
 * @param latest the latest
 */
public record WarmUp(Duration soonest, Duration latest) {
    /** Pods are ready as soon as they run. */
    public static final WarmUp NONE = new WarmUp(Duration.ZERO, Duration.ZERO);

    /**
     * Reads one.
     *
     * @param text {@code 0s}, {@code 2s} or {@code 1s-5s}
     */
    public static WarmUp parse(String text) {
        String[] ends = text.split("-", 2);
        return new WarmUp(Durations.parse("--warmup", ends[0]), Durations.parse("--warmup", ends[ends.length - 1]));
    }

    /** In words for a heading. */
    public String words() {
        return latest.isZero() ? "no warm-up" : "warm-up %s".formatted(this);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        String from = Durations.format(soonest);
        return soonest.equals(latest) ? from : from + "-" + Durations.format(latest);
    }
}
