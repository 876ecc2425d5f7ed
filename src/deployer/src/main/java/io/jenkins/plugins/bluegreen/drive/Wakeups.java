package io.jenkins.plugins.bluegreen.drive;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * When a run looks at the cluster again. Just before what it waits for there are changes by the hundred that are not yet
 * it: these are looked at together. May be woken from any thread; what is woken runs on one after another.
 */
final class Wakeups {
    /** Changes that can wait are looked at so long after the first of them. */
    private static final long TOGETHER_MILLIS = 20;

    private final Runnable look;
    private final Consumer<Throwable> crash;
    private final Executor serial;
    private final ScheduledExecutorService pool;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final AtomicBoolean wokenSoon = new AtomicBoolean();
    /** Changes that can wait, since the last look. */
    private final AtomicInteger changes = new AtomicInteger();
    /** How many of them it takes until they cannot wait any longer. */
    private volatile int enough = Integer.MAX_VALUE;

    /**
     * Nobody is woken yet.
     *
     * @param look at the cluster, and what follows from it
     * @param crash is told what it throws
     * @param serial runs it
     * @param pool for what is looked at soon
     */
    Wakeups(Runnable look, Consumer<Throwable> crash, Executor serial, ScheduledExecutorService pool) {
        this.look = look;
        this.crash = crash;
        this.serial = serial;
        this.pool = pool;
    }

    /** Something has changed. */
    void now() {
        if (woken.compareAndSet(false, true)) {
            serial.execute(this::turn);
        }
    }

    /** Something has changed that can wait a little, unless it is the last of those that are waited for. */
    void soon() {
        if (changes.incrementAndGet() >= enough) {
            now();
        } else if (wokenSoon.compareAndSet(false, true)) {
            pool.schedule(
                    () -> {
                        wokenSoon.set(false);
                        now();
                    },
                    TOGETHER_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Until the next look, so many changes since this one began are enough not to wait. */
    void after(int least) {
        enough = least;
        if (changes.get() >= least) {
            now();
        }
    }

    private void turn() {
        woken.set(false);
        changes.set(0);
        enough = Integer.MAX_VALUE;
        try {
            look.run();
        } catch (RuntimeException | Error e) {
            crash.accept(e);
        }
    }
}
