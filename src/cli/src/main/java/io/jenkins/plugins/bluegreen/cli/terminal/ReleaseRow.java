package io.jenkins.plugins.bluegreen.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * One release as a row of a table.
 *
 * @param name its name
 * @param version its version; empty if nobody wrote it down
 * @param desired how many pods there should be
 * @param creating how many are not ready yet
 * @param ready how many are ready
 * @param ending how many are ending
 * @param serving how many are ready endpoints
 * @param note what else there is to say; may be empty
 */
public record ReleaseRow(
        String name, String version, int desired, int creating, int ready, int ending, int serving, String note) {
    /** More pods than this share their signs. */
    private static final int SIGNS = 24;

    /**
     * A table of releases.
     *
     * @param rows the oldest first
     * @param style how it is drawn
     * @return lines, the heading first
     */
    public static List<String> table(List<ReleaseRow> rows, Style style) {
        int name = width(rows.stream().map(ReleaseRow::name).toList(), "RELEASE");
        int version = width(rows.stream().map(ReleaseRow::version).toList(), "VERSION");
        int signs = Math.max(
                "PODS".length(), rows.stream().mapToInt(ReleaseRow::signs).max().orElse(0));
        String format = "  %-" + name + "s  %-" + version + "s  %s  %7s  %7s  %s";
        List<String> lines = new ArrayList<>();
        lines.add(style.dim(format.formatted("RELEASE", "VERSION", pad("PODS", 4, signs), "READY", "SERVING", "")
                .stripTrailing()));
        rows.forEach(row -> lines.add(format.formatted(
                        row.name,
                        row.version.isEmpty() ? "-" : row.version,
                        pad(row.pods(style), row.signs(), signs),
                        row.ready + "/" + row.desired,
                        row.serving,
                        row.note)
                .stripTrailing()));
        return lines;
    }

    private static int width(List<String> texts, String heading) {
        return Math.max(
                heading.length(), texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String pad(String text, int shown, int width) {
        return text + " ".repeat(Math.max(0, width - shown));
    }

    private int readyOnly() {
        return Math.max(0, ready - serving);
    }

    private int share(int count) {
        int all = serving + readyOnly() + creating + ending;
        return all <= SIGNS ? count : (int) Math.ceil((double) count * SIGNS / all);
    }

    private int signs() {
        return share(serving) + share(readyOnly()) + share(creating) + share(ending);
    }

    private String pods(Style style) {
        return style.pods(Style.Pod.SERVING, share(serving))
                + style.pods(Style.Pod.READY, share(readyOnly()))
                + style.pods(Style.Pod.CREATING, share(creating))
                + style.pods(Style.Pod.ENDING, share(ending));
    }
}
