package io.jenkins.plugins.bluegreen.cli.run;

import io.jenkins.plugins.bluegreen.cli.terminal.ReleaseRow;
import io.jenkins.plugins.bluegreen.cli.terminal.Style;
import io.jenkins.plugins.bluegreen.drive.RunEvent;
import io.jenkins.plugins.bluegreen.report.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What a run looks like while it goes on. Is told by the run's thread, and drawn by the screen's. */
final class Picture {
    private final String title;
    private final Style style;
    private final LongSupplier nanos;
    private final long begun;
    private Progress progress;
    private String last = "Looking at the cluster";
    /** Progress is told seldom: what was told since may belong to a later phase. */
    private boolean lastIsOfPhase;

    private boolean interrupted;

    Picture(String title, Style style, LongSupplier nanos) {
        this.title = title;
        this.style = style;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    synchronized void tell(RunEvent event) {
        if (event instanceof RunEvent.Progressed progressed) {
            progress = progressed.progress();
            last = progress.waitsFor().isEmpty() ? last : progress.waitsFor();
            lastIsOfPhase = true;
        } else if (!(event instanceof RunEvent.Ended) && !(waits() && isAside(event))) {
            last = event.sentence();
            lastIsOfPhase = false;
        }
    }

    private boolean waits() {
        return progress != null && last.equals(progress.waitsFor());
    }

    /** It changes nothing about what is waited for, which is not told again. */
    private static boolean isAside(RunEvent event) {
        return event instanceof RunEvent.Warned || event instanceof RunEvent.Retries;
    }

    synchronized void interrupt() {
        interrupted = true;
    }

    String elapsed() {
        return String.format(Locale.ROOT, "%7.3f", (nanos.getAsLong() - begun) / 1e9);
    }

    synchronized List<String> rows() {
        List<String> rows = new ArrayList<>();
        long tenths = (nanos.getAsLong() - begun) / 100_000_000;
        rows.add(style.bold(title) + style.dim("   %d.%d s".formatted(tenths / 10, tenths % 10)));
        if (progress != null) {
            rows.addAll(ReleaseRow.table(
                    progress.releases().stream().map(Picture::row).toList(), style));
            rows.add("  " + (lastIsOfPhase ? progress.phase().word() + ": " : "") + last);
        } else {
            rows.add(style.dim("  " + last));
        }
        if (interrupted) {
            rows.add("  Interrupted: what is not committed is taken back. Ctrl-C again ends at once.");
        }
        return rows;
    }

    private static ReleaseRow row(Progress.ReleasePods release) {
        return new ReleaseRow(
                release.release(),
                release.version(),
                release.desiredPods(),
                release.creatingPods(),
                release.readyPods(),
                release.terminatingPods(),
                release.servingPods(),
                release.candidate() ? "<- this one" : "");
    }

    /** The same in one line, for where nothing can be redrawn. */
    synchronized String line() {
        return progress == null
                ? ""
                : String.join(
                        "; ",
                        progress.releases().stream()
                                .map(release -> "%s: %d of %d ready, %d serving"
                                        .formatted(
                                                release.release(),
                                                release.readyPods(),
                                                release.desiredPods(),
                                                release.servingPods()))
                                .toList());
    }
}
