package io.jenkins.plugins.bluegreen.bench.micro;

import java.util.Locale;

/**
 * What JMH measured of one piece.
 *
 * @param what was measured, with its parameters
 * @param micros mean time of one call in microseconds
 * @param error half of the 99.9 % confidence interval, in microseconds; not a number if there was one fork and iteration
 */
public record Score(String what, double micros, double error) {

    /** A line of a Markdown table. */
    public String row() {
        return String.format(Locale.ROOT, "| %s | %.1f | %.1f |", what, micros, error);
    }
}
