package io.jenkins.plugins.bluegreen.simulator.time;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lets work through, or holds it back until it is opened again. The work runs on the thread of the cluster's time. */
public final class Gate {
    private final Scheduler time;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean open = true;

    /** An open one. */
    public Gate(Scheduler time) {
        this.time = time;
    }

    /** Runs a task now, or when the gate is opened. */
    public void pass(Runnable task) {
        if (!hold(task)) {
            task.run();
        }
    }

    private synchronized boolean hold(Runnable task) {
        if (!open) {
            held.add(task);
        }
        return !open;
    }

    /** Holds work back from now on. */
    public synchronized void close() {
        open = false;
    }

    /** Lets it through again, what was held first. */
    public synchronized void open() {
        open = true;
        while (!held.isEmpty()) {
            time.execute(held.poll());
        }
    }
}
