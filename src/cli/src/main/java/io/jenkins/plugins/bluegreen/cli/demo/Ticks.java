package io.jenkins.plugins.bluegreen.cli.demo;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Asks again and again, a few milliseconds after each answer. */
final class Ticks implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000;
    private static final long PATIENCE_MILLIS = 5000;

    private final Answers answers = new Answers();
    private final Thread thread;
    private volatile boolean stopped;

    Ticks(Consumer<Answers> ask) {
        thread = new Thread(() -> run(ask), "bluegreen-load");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Consumer<Answers> ask) {
        while (!stopped) {
            ask.accept(answers);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    Answers answers() {
        return answers;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
