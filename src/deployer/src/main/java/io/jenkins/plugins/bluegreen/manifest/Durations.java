package io.jenkins.plugins.bluegreen.manifest;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 10m}, {@code 90s}, {@code 1h30m}, {@code 250ms}, or ISO-8601. */
public final class Durations {
    /** More is taken for a mistake; less cannot overflow when it is added to a time. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final Pattern UNITS = Pattern.compile(
            "(?:(?<d>[0-9]{1,9})d)?(?:(?<h>[0-9]{1,9})h)?(?:(?<m>[0-9]{1,9})m)?(?:(?<s>[0-9]{1,9})s)?(?:(?<ms>[0-9]{1,9})ms)?");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param what it is for, such as {@code readyTimeout}
     * @param text the duration as it was given
     * @return zero or longer
     * @throws InvalidInputException if it is not a duration, negative, or longer than a year
     */
    public static Duration parse(String what, String text) {
        return check("the duration " + Text.quote(text) + " was given for " + what, text);
    }

    private static Duration check(String asked, String text) {
        Duration duration = read(text.strip());
        if (duration == null) {
            throw new InvalidInputException(asked, "it is not one", "write it such as 10m, 90s, 1h30m, 250ms or PT5M");
        }
        if (duration.isNegative()) {
            throw new InvalidInputException(asked, "it is negative", "give 0s or more");
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new InvalidInputException(asked, "it is longer than a year", "give a shorter duration");
        }
        return duration;
    }

    /**
     * Reads a duration that has no name.
     *
     * @param text the duration as it was given
     * @return zero or longer
     * @throws InvalidInputException if it is not a duration, negative, or longer than a year
     */
    public static Duration parse(String text) {
        return check("the duration " + Text.quote(text) + " was given", text);
    }

    private static Duration read(String text) {
        boolean minus = text.startsWith("-");
        String magnitude = minus ? text.substring(1) : text;
        Matcher units = UNITS.matcher(magnitude);
        if (!magnitude.isEmpty() && units.matches()) {
            Duration sum = Duration.ofDays(number(units, "d"))
                    .plusHours(number(units, "h"))
                    .plusMinutes(number(units, "m"))
                    .plusSeconds(number(units, "s"))
                    .plusMillis(number(units, "ms"));
            return minus ? sum.negated() : sum;
        }
        if (!magnitude.toUpperCase(Locale.ROOT).startsWith("P")) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static long number(Matcher units, String unit) {
        String digits = units.group(unit);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /**
     * Writes a duration so that {@link #parse} reads it.
     *
     * @param duration zero or longer; what is less than a millisecond is left away
     * @return such as {@code 1h30m}; {@code 0s} for nothing
     */
    public static String format(Duration duration) {
        StringBuilder text = new StringBuilder();
        append(text, duration.toHours(), "h");
        append(text, duration.toMinutesPart(), "m");
        append(text, duration.toSecondsPart(), "s");
        append(text, duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }
}
