package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.terminal.ReleaseRow;
import io.jenkins.plugins.bluegreen.cli.terminal.Style;
import io.jenkins.plugins.bluegreen.report.Overview;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells a person what a Service's releases are like. */
final class StatusText {
    private StatusText() {}

    static List<String> of(Overview overview, Style style) {
        List<String> lines = new ArrayList<>();
        overview.services().forEach(service -> {
            lines.add(style.bold("Service " + service.name())
                    + " in %s %s; %d ready endpoint(s)"
                            .formatted(overview.namespace(), selects(service.selector()), service.readyEndpoints()));
            if (!service.unfinished().isEmpty()) {
                lines.add("  " + service.unfinished());
            }
        });
        if (overview.releases().isEmpty()) {
            lines.add("  There is no release yet.");
        } else {
            lines.addAll(ReleaseRow.table(
                    overview.releases().stream().map(StatusText::row).toList(), style));
        }
        return lines;
    }

    private static String selects(Map<String, String> selector) {
        return selector.isEmpty()
                ? "has no selector"
                : "selects "
                        + new TreeMap<>(selector)
                                .entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static ReleaseRow row(Overview.ReleaseLine release) {
        return new ReleaseRow(
                release.name(),
                release.version(),
                release.desired(),
                Math.max(0, release.desired() - release.ready()),
                release.ready(),
                0,
                release.endpoints(),
                note(release));
    }

    private static String note(Overview.ReleaseLine release) {
        if (!release.failed().isEmpty()) {
            return "failed: " + release.failed();
        }
        if (!release.preparedAt().isEmpty()) {
            return "waits to be promoted since " + when(release.preparedAt());
        }
        if (!release.rolledBackAt().isEmpty()) {
            return "rolled back from at " + when(release.rolledBackAt());
        }
        return release.promotedAt().isEmpty() ? "" : "promoted at " + when(release.promotedAt());
    }

    /** To the second; text that is no time is shown as it is. */
    private static String when(String instant) {
        try {
            return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
        } catch (DateTimeParseException e) {
            return instant;
        }
    }

    /** The same in one line. */
    static String line(Overview overview) {
        return overview.releases().isEmpty()
                ? "There is no release yet."
                : overview.releases().stream()
                        .map(release -> "%s: %d of %d ready, %d serving"
                                .formatted(release.name(), release.ready(), release.desired(), release.endpoints()))
                        .collect(Collectors.joining("; "));
    }
}
