package io.jenkins.plugins.bluegreen.drive;

import java.time.Duration;
import java.util.Optional;

/** How long a run goes on trying what does not go through. Not thread-safe: used on the run's thread. */
final class Patience {
    private static final Duration TROUBLE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int CONFLICTS = 40;
    private static final int STARTS = 3;

    private int starts;
    private int conflicts;
    private long troubleSince = -1;

    void reset() {
        conflicts = 0;
        troubleSince = -1;
    }

    /**
     * When to try again.
     *
     * @param failure of a request
     * @param nanos a monotonic clock
     * @return nothing if it is hopeless, or has lasted too long
     */
    Optional<Duration> after(ClusterException failure, long nanos) {
        return switch (failure.kind()) {
            case CONFLICT, GONE -> {
                conflicts++;
                Duration pause = Duration.ofMillis(Math.min(PAUSE.toMillis(), 10L * conflicts));
                yield conflicts > CONFLICTS ? Optional.empty() : Optional.of(pause);
            }
            case TRANSIENT -> {
                Duration asked = failure.retryAfter().orElse(PAUSE);
                yield trouble(nanos, asked.compareTo(PAUSE) > 0 ? asked : PAUSE);
            }
            case DENIED, INVALID -> Optional.empty();
        };
    }

    /** When to try again to look at the cluster for the first time: once or twice, since a person waits. */
    Optional<Duration> atStart(ClusterException failure) {
        starts++;
        return failure.kind() == ClusterException.Kind.TRANSIENT && starts < STARTS
                ? Optional.of(failure.retryAfter().orElse(PAUSE))
                : Optional.empty();
    }

    /** When to look again whether the Leases could be renewed. */
    Optional<Duration> withoutLease(long nanos) {
        return trouble(nanos, PAUSE);
    }

    private Optional<Duration> trouble(long nanos, Duration pause) {
        troubleSince = troubleSince < 0 ? nanos : troubleSince;
        return nanos - troubleSince > TROUBLE.toNanos() ? Optional.empty() : Optional.of(pause);
    }
}
