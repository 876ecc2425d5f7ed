package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Decision;
import java.util.function.LongSupplier;

/**
 * What a test may put in the place of the real thing.
 *
 * @param decider says what is next
 * @param nanos a monotonic clock, by which Leases expire
 */
public record Seams(Decider decider, LongSupplier nanos) {
    /** The real thing. */
    public static Seams real() {
        return new Seams(Decision::next, System::nanoTime);
    }

    /** The same with another decision. */
    public Seams withDecider(Decider other) {
        return new Seams(other, nanos);
    }

    /** The same with another clock. */
    public Seams withNanos(LongSupplier other) {
        return new Seams(decider, other);
    }
}
