package io.jenkins.plugins.bluegreen.observer.measure;

import java.util.HashSet;
import java.util.Set;

/** One release on its way through the recording. Times are nanoseconds from the begin; null for what did not happen. */
final class Track {
    private final Release release;
    private final long firstSeen;
    private final Set<String> earlyPods = new HashSet<>();
    private final Spans early = new Spans();
    private Long allReady;
    private Long firstEndpoint;
    private Long lastEndpoint;
    private boolean atBegin;
    private int most;
    private int now;

    Track(Release release, long firstSeen) {
        this.release = release;
        this.firstSeen = firstSeen;
    }

    /** From this moment on all of it is available. */
    void available(long at) {
        if (allReady == null) {
            allReady = at;
            early.set(at, false);
        }
    }

    /** From this moment on it has these endpoints. Availability at the same moment must have been told before. */
    void endpoints(long at, Set<String> endpoints) {
        if (endpoints.isEmpty() && now > 0) {
            lastEndpoint = at;
        } else if (!endpoints.isEmpty() && firstEndpoint == null) {
            firstEndpoint = at;
            atBegin = at == 0;
        }
        now = endpoints.size();
        most = Math.max(most, now);
        // What serves already when the recording begins is not dark any more.
        boolean dark = allReady == null && !atBegin;
        if (dark) {
            earlyPods.addAll(endpoints);
        }
        early.set(at, dark && now > 0);
    }

    void finish(long at) {
        early.finish(at);
    }

    Release release() {
        return release;
    }

    boolean serves() {
        return now > 0;
    }

    boolean servedAtBegin() {
        return atBegin;
    }

    Long allReady() {
        return allReady;
    }

    Long firstEndpoint() {
        return firstEndpoint;
    }

    /** When the last of its endpoints went. */
    Long lastEndpoint() {
        return serves() ? null : lastEndpoint;
    }

    int earlyEndpoints() {
        return earlyPods.size();
    }

    double earlyMillis() {
        return early.totalMillis();
    }

    Observation.ReleaseTimes times(int desired) {
        return new Observation.ReleaseTimes(
                release.name(),
                release.kind(),
                Millis.of(firstSeen),
                millis(allReady),
                millis(firstEndpoint),
                millis(lastEndpoint()),
                desired,
                most,
                now);
    }

    private static Double millis(Long nanos) {
        return nanos == null ? null : Millis.of(nanos);
    }
}
