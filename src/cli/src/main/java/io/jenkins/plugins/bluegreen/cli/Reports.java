package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.report.Report;
import java.io.PrintWriter;
import java.util.stream.Collectors;

/** Prints a report for a person. */
final class Reports {
    private Reports() {}

    static void print(Report report, PrintWriter out) {
        out.printf("%n%s: %s%n", report.outcome(), report.message());
        if (!report.repaired().isEmpty()) {
            out.printf("  repaired first   %s%n", report.repaired());
        }
        if (!report.release().isEmpty()) {
            String from = report.replaced().isEmpty() ? "" : ", was " + String.join(", ", report.replaced());
            out.printf("  release          %s%s%n", report.release(), from);
        }
        out.printf(
                "  phases           %s%n",
                report.phases().stream()
                        .map(phase -> phase.name() + " " + phase.durationMillis() + " ms")
                        .collect(Collectors.joining(", ")));
        if (report.fewestReadyEndpoints() >= 0) {
            out.printf("  mixed window     %d ms%n", report.mixedWindowMillis());
            out.printf("  fewest endpoints %d%n", report.fewestReadyEndpoints());
        }
        out.printf("  API requests     %d in %d ms%n", report.apiRequests(), report.durationMillis());
        report.diagnosis().forEach(line -> out.printf("  diagnosis        %s%n", line));
        report.warnings().forEach(warning -> out.printf("  warning          %s%n", warning));
        report.wayBack().forEach(command -> out.printf("  way back         %s%n", command));
    }
}
