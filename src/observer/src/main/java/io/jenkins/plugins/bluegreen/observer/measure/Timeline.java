package io.jenkins.plugins.bluegreen.observer.measure;

import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Sights in the order in which what they show was written.
 *
 * <p>Each kind has a watch of its own, so the order of sight is not the order of writing: a pod's readiness may be seen
 * after the slice that it led to. The resourceVersion is: it counts the writes to the store. And as whatever was
 * written before a write that was seen was written before that sight, a fact's time is the earliest sight of it or of
 * anything later: never before it was written, never later than it was seen.
 *
 * <p>Where versions are no numbers, or are evidently of several stores (following them would move a sight by more than
 * {@link #FAR}), the order and the times of sight are taken.
 */
final class Timeline {
    private static final Duration FAR = Duration.ofMinutes(1);

    /**
     * A sight at its time.
     *
     * @param at monotonic nanoseconds
     * @param sight what was seen
     */
    record Entry(long at, Sight sight) {
        Fact fact() {
            return sight.fact();
        }

        /** Whether both were true from one write, or one list, on. */
        boolean sameInstant(Entry other) {
            return at == other.at && sight.version() == other.sight.version();
        }
    }

    private Timeline() {}

    static List<Entry> of(History history) {
        List<Sight> sights = history.sights();
        if (sights.stream().noneMatch(sight -> sight.version() == Sight.NO_VERSION)) {
            List<Entry> ordered = ordered(sights);
            if (ordered.stream().allMatch(entry -> entry.sight().seen().nanos() - entry.at() <= FAR.toNanos())) {
                return ordered;
            }
        }
        return sights.stream()
                .map(sight -> new Entry(sight.seen().nanos(), sight))
                .toList();
    }

    private static List<Entry> ordered(List<Sight> sights) {
        List<Sight> sorted = new ArrayList<>(sights);
        sorted.sort(Comparator.comparingLong(Sight::version));
        Entry[] entries = new Entry[sorted.size()];
        long earliest = Long.MAX_VALUE;
        for (int i = entries.length - 1; i >= 0; i--) {
            earliest = Math.min(earliest, sorted.get(i).seen().nanos());
            entries[i] = new Entry(earliest, sorted.get(i));
        }
        return List.of(entries);
    }
}
