package io.jenkins.plugins.bluegreen.simulator.time;

import java.time.Clock;
import java.time.Duration;

/** Runs the cluster's own work, one task at a time and in the order of their times. May be called from any thread. */
public interface Scheduler extends AutoCloseable {
    /** What time it is there. */
    Clock clock();

    /** Nanoseconds since some beginning, never going back. */
    long nanos();

    /**
     * Runs a task later.
     *
     * @param delay from now on
     * @param task must not block
     * @return cancels it if it has not begun
     */
    Runnable after(Duration delay, Runnable task);

    /** Runs a task after those that are due. */
    default Runnable execute(Runnable task) {
        return after(Duration.ZERO, task);
    }

    /** Ends it; what has not begun is forgotten. */
    @Override
    void close();
}
