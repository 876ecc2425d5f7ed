package io.jenkins.plugins.bluegreen.jenkins.run;

import io.jenkins.plugins.bluegreen.drive.RunEvent;
import io.jenkins.plugins.bluegreen.drive.RunListener;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.report.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Tells a run in the build's log, one line for each change, and keeps the end of it and how far it is for pages. */
public final class Story implements RunListener {
    private static final int LINES = 200;
    private static final int LINE = 1000;
    private static final int SECONDS = 10;

    private final PrintStream log;
    private final Executor telling;
    private final List<String> lines = new ArrayList<>();
    private UnaryOperator<String> mask = UnaryOperator.identity();
    private volatile String last = "";
    private CompletableFuture<Void> printed = CompletableFuture.completedFuture(null);
    private Progress progress;
    private long progressNanos;

    /**
     * A story that nothing happened in yet.
     *
     * @param log of the build
     */
    public Story(PrintStream log) {
        this(log, Engine.get().telling());
    }

    Story(PrintStream log, Executor telling) {
        this.log = log;
        this.telling = telling;
    }

    /** Hides secrets from now on. */
    synchronized void masked(UnaryOperator<String> secrets) {
        mask = secrets;
    }

    /** A sentence as it may be told. */
    synchronized String mask(String sentence) {
        return mask.apply(sentence);
    }

    @Override
    public synchronized void on(RunEvent event) {
        if (event instanceof RunEvent.Progressed progressed) {
            progress = progressed.progress();
            progressNanos = System.nanoTime();
        } else if (!(event instanceof RunEvent.Ended)) {
            tell(event.sentence());
        }
    }

    /** Tells a line; the same one is not told twice in a row. Does not block: a log may be kept far away. */
    public synchronized void tell(String sentence) {
        String line = mask.apply(sentence);
        if (line.equals(last)) {
            return;
        }
        last = line;
        printed = printed.handleAsync((before, error) -> print(line), telling);
        if (lines.size() == LINES) {
            lines.remove(0);
        }
        lines.add(line.length() > LINE ? line.substring(0, LINE) + "…" : line);
    }

    private Void print(String line) {
        log.println(line);
        return null;
    }

    /** Completes when all that was told stands in the log, or has had time enough for that. */
    public synchronized CompletionStage<Void> printed() {
        return printed.copy().orTimeout(SECONDS, TimeUnit.SECONDS).exceptionally(error -> null);
    }

    /** The last thing that was told; empty if nothing was. Does not block. */
    public String last() {
        return last;
    }

    /** The last lines, the oldest first. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** How far it is now, if a run has told; it tells nothing while nothing changes. */
    public synchronized Optional<Progress> progress() {
        long since = Duration.ofNanos(System.nanoTime() - progressNanos).toMillis();
        return Optional.ofNullable(progress)
                .map(told ->
                        new Progress(told.elapsedMillis() + since, told.phase(), told.waitsFor(), told.releases()));
    }
}
