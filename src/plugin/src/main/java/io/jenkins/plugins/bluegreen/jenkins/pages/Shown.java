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

    /** A moment on an axis, as exact as the axis is fine. */
    static String tick(double millis, double step) {
        if (step < SECOND) {
            return step < 10 && !whole(millis)
                    ? String.format(Locale.ROOT, "%.1f ms", millis)
                    : millis < 10 * SECOND && step < 100
                            ? Math.round(millis) + " ms"
                            : String.format(Locale.ROOT, "%.1f s", millis / SECOND);
        }
        return millis(Math.round(millis)).replace(".00 s", " s").replace(".0 s", " s");
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
