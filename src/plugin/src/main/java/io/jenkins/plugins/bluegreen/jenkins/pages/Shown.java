package io.jenkins.plugins.bluegreen.jenkins.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;

/** Measures and times as people read them. */
final class Shown {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;

    private Shown() {}

    /** {@code 14 ms}, {@code 4.2 s} or {@code 3 min 5 s}. */
    static String millis(long millis) {
        if (millis < SECOND) {
            return millis + " ms";
        }
        if (millis < MINUTE) {
            return String.format(Locale.ROOT, millis < 10 * SECOND ? "%.2f s" : "%.1f s", millis / (double) SECOND);
        }
        Duration time = Duration.ofMillis(millis);
        return time.toHours() > 0
                ? "%d h %d min".formatted(time.toHours(), time.toMinutesPart())
                : "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart());
    }

    /** Whether nothing is behind the point, as far as an axis can show. */
    static boolean whole(double value) {
        return Math.abs(value - Math.rint(value)) < 1e-9;
    }

    /** A moment on an axis, as exact as the axis is fine: two ticks never look the same. */
    static String tick(double millis, double step) {
        if (millis < 10 * SECOND && step < 100) {
            return fixed(millis, step) + " ms";
        }
        double seconds = millis / SECOND;
        long minutes = Math.round(millis) / MINUTE;
        if (minutes == 0) {
            return fixed(seconds, step / SECOND) + " s";
        }
        String hours = minutes < 60 ? "" : minutes / 60 + " h ";
        String rest = fixed(Math.max(0, seconds - minutes * 60), step / SECOND);
        return hours + minutes % 60 + " min" + (Double.parseDouble(rest) == 0 ? "" : " " + rest + " s");
    }

    /** A number with so many digits behind the point as a step has. */
    private static String fixed(double value, double step) {
        int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** An instant of a record, if there is one that can be read. */
    static Optional<Date> time(String instant) {
        try {
            return instant.isEmpty() ? Optional.empty() : Optional.of(Date.from(Instant.parse(instant)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
