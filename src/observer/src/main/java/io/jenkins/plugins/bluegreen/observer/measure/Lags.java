package io.jenkins.plugins.bluegreen.observer.measure;

import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import java.util.ArrayList;
import java.util.List;

/** How far an observer was behind: see {@link Observation.Lag}. */
final class Lags {
    private Lags() {}

    static Observation.Lag of(History history, List<Timeline.Entry> entries) {
        long begun = history.begun().nanos();
        long ended = history.ended().nanos();
        List<Long> roundTrips = new ArrayList<>();
        Long lastSent = null;
        long atLeast = 0;
        Long atMost = null;
        boolean bounded = true;
        for (Timeline.Entry entry : entries) {
            long seen = entry.sight().seen().nanos();
            boolean counts = entry.at() > begun && entry.at() <= ended;
            if (entry.fact() instanceof Fact.Probe probe) {
                lastSent = lastSent == null ? probe.sentNanos() : Math.max(lastSent, probe.sentNanos());
                if (counts) {
                    roundTrips.add(seen - probe.sentNanos());
                }
            } else if (counts) {
                atLeast = Math.max(atLeast, seen - entry.at());
                bounded &= lastSent != null && entry.sight().version() != Sight.NO_VERSION;
                if (bounded) {
                    atMost = Math.max(atMost == null ? 0 : atMost, seen - lastSent);
                }
            }
        }
        roundTrips.sort(null);
        return new Observation.Lag(
                Millis.of(atLeast),
                bounded && atMost != null ? (Double) Millis.of(atMost) : null,
                roundTrips.isEmpty() ? null : (Double) Millis.of(roundTrips.get(roundTrips.size() / 2)));
    }
}
