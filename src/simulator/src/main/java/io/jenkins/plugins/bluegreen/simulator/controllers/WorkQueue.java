package io.jenkins.plugins.bluegreen.simulator.controllers;

import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.time.Gate;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keys of objects to look at. A key is there once however often it is added, is not worked on twice at the same time, and comes
 * back later and later as long as its work fails.
 */
final class WorkQueue {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final Scheduler time;
    private final Gate gate;
    private final Duration backoff;
    private final Work work;
    private final Set<String> waiting = new HashSet<>();
    private final Set<String> working = new HashSet<>();
    private final Set<String> again = new HashSet<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** What is done with a key. */
    @FunctionalInterface
    interface Work {
        /**
         * Does it, or begins to.
         *
         * @param done to be called once, at the end, if this returns true
         * @return whether it goes on after this
         */
        boolean sync(String key, Runnable done);
    }

    WorkQueue(Scheduler time, Gate gate, Duration backoff, Work work) {
        this.time = time;
        this.gate = gate;
        this.backoff = backoff;
        this.work = work;
    }

    void add(String key) {
        if (working.contains(key)) {
            again.add(key);
        } else if (waiting.add(key)) {
            time.execute(() -> gate.pass(() -> run(key)));
        }
    }

    void after(String key, Duration delay) {
        time.after(delay, () -> add(key));
    }

    /** Adds it after a time that doubles. */
    void retry(String key) {
        int count = failures.merge(key, 1, Integer::sum);
        Duration delay = backoff.multipliedBy(1L << Math.min(count - 1, 16));
        after(key, delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
    }

    private void run(String key) {
        waiting.remove(key);
        working.add(key);
        boolean goesOn = false;
        try {
            goesOn = work.sync(key, () -> done(key));
            failures.remove(key);
        } catch (StaleCacheException e) {
            retry(key);
        } catch (StatusException e) {
            retry(key);
        } finally {
            if (!goesOn) {
                done(key);
            }
        }
    }

    private void done(String key) {
        working.remove(key);
        if (again.remove(key)) {
            add(key);
        }
    }

    /** A cache has not seen what its controller did last. */
    static final class StaleCacheException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
