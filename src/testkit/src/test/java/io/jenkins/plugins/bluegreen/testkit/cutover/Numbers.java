package io.jenkins.plugins.bluegreen.testkit.cutover;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Tells of measured numbers. */
final class Numbers {
    private Numbers() {}

    /** The middle one and the two ends: {@code 12 (9 … 20)}. */
    static String summary(List<Double> all) {
        List<Double> sorted = all.stream().filter(Objects::nonNull).sorted().toList();
        return sorted.isEmpty()
                ? "unknown"
                : String.format(
                        Locale.ROOT,
                        "%.0f (%.0f … %.0f)",
                        median(sorted),
                        sorted.get(0),
                        sorted.get(sorted.size() - 1));
    }

    /** The middle one. */
    static double median(List<Double> all) {
        List<Double> sorted = all.stream().filter(Objects::nonNull).sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
