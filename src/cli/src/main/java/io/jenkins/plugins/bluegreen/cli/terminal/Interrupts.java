package io.jenkins.plugins.bluegreen.cli.terminal;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Ctrl-C, told to whoever can do something about it. A shutdown hook would not do: it never learns of the second one.
 */
public final class Interrupts {
    private static final int INTERRUPTED = 130;

    /** What is to be done about it. */
    public interface Handler {
        /** The first Ctrl-C; must not block. */
        void first();

        /**
         * The second one.
         *
         * @return the exit code with which the process ends at once
         */
        int second();

        /** For what can simply end: the second Ctrl-C does not wait for it. */
        static Handler once(Runnable end) {
            return new Handler() {
                @Override
                public void first() {
                    end.run();
                }

                @Override
                public int second() {
                    return INTERRUPTED;
                }
            };
        }
    }

    private final AtomicReference<Handler> handler = new AtomicReference<>();
    private boolean told;

    /** Nobody is told anything but by {@link #interrupt}. */
    public Interrupts() {}

    /** Those of this process: SIGINT and SIGTERM. */
    static Interrupts ofProcess() {
        Interrupts interrupts = new Interrupts();
        List.of("INT", "TERM").forEach(name -> Signals.on(name, interrupts::interrupt));
        return interrupts;
    }

    /**
     * Says who is told from now on, until it is closed; then it is who was told before.
     *
     * @param next who
     * @return ends it
     */
    public AutoCloseable tell(Handler next) {
        synchronized (this) {
            told = false;
        }
        Handler before = handler.getAndSet(next);
        return () -> handler.compareAndSet(next, before);
    }

    /** Ends what {@link #tell} began. */
    public static void quietly(AutoCloseable told) {
        try {
            told.close();
        } catch (Exception e) {
            throw new IllegalStateException("Not to listen to Ctrl-C any more cannot fail", e);
        }
    }

    /** Ctrl-C has been pressed. Ends the process if it was pressed before, or if nobody is told. */
    public void interrupt() {
        Handler now = handler.get();
        if (now == null) {
            end(INTERRUPTED);
            return;
        }
        boolean first;
        synchronized (this) {
            first = !told;
            told = true;
        }
        if (first) {
            now.first();
        } else {
            end(now.second());
        }
    }

    /** At once: exit hooks could wait for what is not to be waited for. */
    private static void end(int code) {
        Runtime.getRuntime().halt(code);
    }
}
