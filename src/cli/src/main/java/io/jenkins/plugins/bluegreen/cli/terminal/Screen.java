package io.jenkins.plugins.bluegreen.cli.terminal;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Lines, and below them a picture that is redrawn in place where that is possible. It writes on a thread of its own, so that a
 * reader who stops reading stops nothing else. Any thread may call.
 */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP2"},
        justification = "A screen is there to be written to.")
public final class Screen implements AutoCloseable {
    private static final long FRAME_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 5;
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String HIDE = "\u001b[?25l\u001b[?7l";
    private static final String SHOW = "\u001b[?7h\u001b[?25h";

    private final PrintWriter out;
    private final Supplier<List<String>> picture;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "bluegreen-screen");
        made.setDaemon(true);
        return made;
    });
    private final boolean live;
    private List<String> drawn = List.of();

    /**
     * A screen without a picture.
     *
     * @param out where it is written
     */
    public static Screen plain(PrintWriter out) {
        return new Screen(out, false, List::of);
    }

    /**
     * A screen.
     *
     * @param out where it is written
     * @param live whether the picture is drawn
     * @param picture asked for the picture as it is now, ten times a second, on the screen's thread; lines without line breaks
     */
    public Screen(PrintWriter out, boolean live, Supplier<List<String>> picture) {
        this.out = out;
        this.live = live;
        this.picture = picture;
        if (live) {
            thread.scheduleWithFixedDelay(this::draw, 0, FRAME_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Writes a line, above the picture. */
    public void line(String text) {
        try {
            thread.execute(() -> {
                erase();
                out.println(text);
                draw();
                out.flush();
            });
        } catch (RejectedExecutionException e) {
            // Who speaks after the end is not heard.
            return;
        }
    }

    private void draw() {
        if (!live) {
            return;
        }
        List<String> rows = picture.get();
        if (rows.equals(drawn)) {
            return;
        }
        // Lines are cut at the edge instead of being broken, so that the way up is known.
        out.print(HIDE);
        up();
        rows.forEach(row -> out.print(row + CLEAR_LINE + "\r\n"));
        out.print(CLEAR_BELOW + SHOW);
        out.flush();
        drawn = List.copyOf(rows);
    }

    private void erase() {
        if (!drawn.isEmpty()) {
            up();
            out.print(CLEAR_BELOW);
            drawn = List.of();
        }
    }

    private void up() {
        if (!drawn.isEmpty()) {
            out.printf(UP, drawn.size());
            out.print("\r");
        }
    }

    /** Writes what is still to be written, and leaves the picture away. */
    @Override
    public void close() {
        Future<?> last = thread.submit(() -> {
            erase();
            out.flush();
        });
        thread.shutdown();
        try {
            last.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // What cannot be written is not waited for.
            thread.shutdownNow();
        }
        thread.shutdownNow();
    }
}
