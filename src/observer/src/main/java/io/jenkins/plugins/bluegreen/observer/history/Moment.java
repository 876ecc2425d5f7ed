package io.jenkins.plugins.bluegreen.observer.history;

import java.time.Instant;

/**
 * A point in time, on two clocks.
 *
 * @param nanos of the monotonic clock ({@link System#nanoTime()}): for differences
 * @param wall for people
 */
public record Moment(long nanos, Instant wall) {

    /** Now. */
    public static Moment now() {
        return new Moment(System.nanoTime(), Instant.now());
    }

    /** The same clocks at another reading of the monotonic one. */
    public Moment at(long otherNanos) {
        return new Moment(otherNanos, wall.plusNanos(otherNanos - nanos));
    }

    /** Whether this is later than another moment of the same process. */
    public boolean isAfter(Moment other) {
        return nanos - other.nanos > 0;
    }
}
