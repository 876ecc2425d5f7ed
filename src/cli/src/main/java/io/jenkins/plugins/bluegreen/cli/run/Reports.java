package io.jenkins.plugins.bluegreen.cli.run;

import io.jenkins.plugins.bluegreen.cli.terminal.Style;
import io.jenkins.plugins.bluegreen.report.Report;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a report for a person. */
final class Reports {
    private static final long SECOND = 1000;

    private Reports() {}

    static void print(Report report, PrintWriter out, Style style) {
        out.println(style.bold(words(report.outcome()) + ": " + report.message()));
        line(out, "repaired first", report.repaired());
        if (!report.release().isEmpty()) {
            line(out, "release", report.release() + replaced(report.replaced()));
        }
        line(out, "images", images(report.images()));
        line(
                out,
                "phases",
                report.phases().stream()
                        .filter(phase -> phase.durationMillis() > 0)
                        .map(phase -> phase.name() + " " + time(phase.durationMillis()))
                        .collect(Collectors.joining(", ")));
        if (report.cutoverMillis() >= 0) {
            line(
                    out,
                    "cutover",
                    "%s: %s until nothing else served".formatted(report.cutover(), time(report.cutoverMillis())));
        }
        if (report.fewestReadyEndpoints() >= 0) {
            line(out, "mixed window", time(report.mixedWindowMillis()));
            line(out, "fewest endpoints", String.valueOf(report.fewestReadyEndpoints()));
        }
        line(out, "API requests", "%d in %s".formatted(report.apiRequests(), time(report.durationMillis())));
        report.diagnosis().forEach(text -> line(out, "seen", text));
        report.warnings().forEach(text -> line(out, "warning", text));
        report.wayBack().forEach(text -> line(out, "way back", text));
    }

    private static void line(PrintWriter out, String name, String text) {
        if (!text.isEmpty()) {
            out.println("  %-16s %s".formatted(name, text));
        }
    }

    private static String replaced(List<String> replaced) {
        return replaced.isEmpty() ? "" : ", instead of " + String.join(", ", replaced);
    }

    private static String images(Map<String, String> images) {
        return images.entrySet().stream()
                .map(image -> image.getKey() + "=" + image.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String time(long millis) {
        return millis < SECOND ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / (double) SECOND);
    }

    /** {@code alreadyActive} is "Already active". */
    private static String words(String outcome) {
        String spaced = outcome.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
