package io.jenkins.plugins.bluegreen.cli.terminal;

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
public final class Screen implements AutoCloseable {
    private static final long FRAME_MILLIS = 100;
    private static final long PATIENCE_SECONDS = 5;
    private static final String UP = "\u001b[%dA";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String HIDE = "\u001b[?25l\u001b[?7l";
    private static final String SHOW = "\u001b[?7h\u001b[?25h";

    private final PrintWriter out;
    private final Supplier<Window> window;
    private final Supplier<List<String>> picture;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "bluegreen-screen");
        made.setDaemon(true);
        return made;
    });
    private final boolean live;
    private List<String> drawn = List.of();

    /**
     * A screen.
     *
     * @param surface where it is written
     * @param live whether the picture is drawn; never where that is not possible
     * @param picture asked for the picture as it is now, ten times a second, on the screen's thread; rows without line breaks
     */
    public Screen(Surface surface, boolean live, Supplier<List<String>> picture) {
        this.out = surface.writer();
        this.window = surface.window();
        this.live = live && surface.live();
        this.picture = picture;
        if (this.live) {
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
        Window now = window.get();
        List<String> rows = now.fit(picture.get());
        if (rows.equals(drawn)) {
            return;
        }
        // Where the window's size is not known, rows are cut at the edge instead of being broken, so that the way up is
        // known.
        out.print(HIDE);
        up(now);
        rows.forEach(row -> out.print(CLEAR_LINE + row + "\r\n"));
        out.print(CLEAR_BELOW + SHOW);
        out.flush();
        drawn = List.copyOf(rows);
    }

    private void erase() {
        if (!drawn.isEmpty()) {
            up(window.get());
            out.print(CLEAR_BELOW);
            drawn = List.of();
        }
    }

    private void up(Window now) {
        if (!drawn.isEmpty()) {
            out.printf(UP, now.height(drawn));
            out.print("\r");
        }
    }

    private void keep() {
        erase();
        if (live) {
            picture.get().forEach(out::println);
        }
    }

    /** Writes what is still to be written, and takes the picture away: what comes next says more. */
    @Override
    public void close() {
        end(this::erase);
    }

    /** Writes what is still to be written, and leaves the picture there as it is now, all of it. */
    public void closeWithPicture() {
        end(this::keep);
    }

    private void end(Runnable last) {
        try {
            Future<?> written = thread.submit(() -> {
                last.run();
                out.flush();
            });
            thread.shutdown();
            written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RejectedExecutionException e) {
            // It has been ended, by the second Ctrl-C too.
            return;
        } catch (ExecutionException | TimeoutException e) {
            // What cannot be written is not waited for.
            thread.shutdownNow();
        }
        thread.shutdownNow();
    }
}
