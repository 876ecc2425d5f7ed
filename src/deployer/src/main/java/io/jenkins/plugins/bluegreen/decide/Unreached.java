package io.jenkins.plugins.bluegreen.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A release that is available by its status, and yet is no endpoint though the slices are computed from the selector that
 * asks for it. The controller leaves out pods whose node was deleted (Kubernetes, {@code endpointslice.Reconciler}); until
 * they are removed, some 40 s later, their status says that they are ready.
 */
final class Unreached {
    private static final Duration GRACE = Duration.ofSeconds(3);

    private Unreached() {}

    /** Since when that is so without a break. */
    static Optional<Instant> since(Situation s, List<ServiceState> services, Release release) {
        return s.since("unreached:" + release.uid(), services.stream().anyMatch(service -> {
            Optional<String> id = service.record().map(CutoverRecord::id);
            return id.isPresent() && Proof.computedWith(service, id) && !Proof.serves(service, release);
        }));
    }

    /**
     * Since when a release that should have all traffic of a Service has none of it, with no cutover under way. Single pods that
     * are missing are told by its availability.
     */
    static Optional<Instant> after(Situation s, Release release) {
        return s.since(
                "unserved:" + release.uid(),
                s.services().stream()
                        .anyMatch(service -> service.record().isEmpty()
                                && Proof.computedWith(service, Optional.empty())
                                && !Proof.anyEndpoint(service, release)));
    }

    /** Whether it has been so for too long. */
    static boolean tooLong(Situation s, Optional<Instant> since) {
        return since.filter(from -> !s.now.isBefore(limit(from))).isPresent();
    }

    /** When it has been so for too long: slices of more than 100 endpoints are written one after another. */
    static Instant limit(Instant since) {
        return since.plus(GRACE);
    }

    static String sentence(Release release) {
        return "Pods of %s are ready, but the endpoint controller leaves them out: look whether their nodes are there, and whether they have every port that the Service names"
                .formatted(release.name());
    }
}
