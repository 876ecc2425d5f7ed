package io.jenkins.plugins.bluegreen.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What several runs come to.
 *
 * @param value the middle one; the mean of the two in the middle
 * @param least the smallest
 * @param most the largest
 */
public record Median(double value, double least, double most) {

    /**
     * Of several runs.
     *
     * @param values nulls, for what was not measured, are left out
     * @return null if nothing was measured
     */
    public static Median of(Stream<? extends Number> values) {
        List<Double> sorted = values.filter(Objects::nonNull)
                .map(Number::doubleValue)
                .sorted()
                .toList();
        if (sorted.isEmpty()) {
            return null;
        }
        int size = sorted.size();
        double middle = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Median(middle, sorted.get(0), sorted.get(size - 1));
    }

    /**
     * How many times another one this is.
     *
     * @param base the other one; may be null
     * @return such as {@code 1.25}; {@code –} where there is nothing to compare with
     */
    public String times(Median base) {
        return base == null || base.value() == 0 ? "–" : String.format(Locale.ROOT, "%.2f", value / base.value());
    }

    /** In whole numbers, with the range where there is one: {@code 17 (14–19)}. */
    @Override
    public String toString() {
        String middle = number(value);
        return number(least).equals(number(most))
                ? middle
                : "%s (%s–%s)".formatted(middle, number(least), number(most));
    }

    private static String number(double value) {
        String exact = String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
        return exact.endsWith(".0") ? exact.substring(0, exact.length() - 2) : exact;
    }
}
