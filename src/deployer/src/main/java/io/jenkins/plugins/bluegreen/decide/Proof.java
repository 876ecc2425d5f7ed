package io.jenkins.plugins.bluegreen.decide;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the EndpointSlices prove. The controller copies a Service's labels into its slices in the same sync in which it
 * computes their endpoints (Kubernetes, {@code endpointslice.Reconciler}), so slices that all show the id of a cutover
 * are computed from the selector that was written with it.
 */
final class Proof {
    private Proof() {}

    /** Whether every managed slice is computed from the Service as it was when it got this id; none: after it lost it. */
    static boolean computedWith(ServiceState service, Optional<String> id) {
        List<Slice> managed = service.managedSlices().toList();
        return !managed.isEmpty() && managed.stream().allMatch(slice -> computedWith(slice, id));
    }

    /** How many managed slices have to be written at least until it is so. */
    static int behind(ServiceState service, Optional<String> id) {
        return (int) service.managedSlices()
                .filter(slice -> !computedWith(slice, id))
                .count();
    }

    private static boolean computedWith(Slice slice, Optional<String> id) {
        return Optional.ofNullable(slice.labels().get(Keys.CUTOVER)).equals(id);
    }

    /** Whether all servable pods of the release are ready endpoints, in each family, with every port. */
    static boolean serves(ServiceState service, Release release) {
        Set<String> pods =
                release.pods().stream().filter(Pod::servable).map(Pod::uid).collect(Collectors.toSet());
        List<String> families = service.families().isEmpty() ? List.of("IPv4") : service.families();
        return !pods.isEmpty()
                && families.stream().allMatch(family -> reached(service, family).containsAll(pods));
    }

    private static Set<String> reached(ServiceState service, String family) {
        return service.managedSlices()
                .filter(slice -> slice.family().equals(family))
                .flatMap(slice -> slice.endpoints().stream())
                .filter(endpoint ->
                        endpoint.ready() && endpoint.ports() >= service.ports().size())
                .map(Slice.Endpoint::podUid)
                .collect(Collectors.toSet());
    }

    /** Whether no ready endpoint belongs to anything but these releases. */
    static boolean onlyOf(ServiceState service, Collection<Release> releases) {
        Set<String> pods = uidsOf(releases);
        return service.managedSlices()
                .flatMap(slice -> slice.endpoints().stream())
                .filter(Slice.Endpoint::ready)
                .allMatch(endpoint -> pods.contains(endpoint.podUid()));
    }

    /** Whether the release serves, and nothing else does. */
    static boolean servesAlone(ServiceState service, Release release) {
        return serves(service, release) && onlyOf(service, List.of(release));
    }

    /** Whether any pod of the release is a ready endpoint. */
    static boolean anyEndpoint(ServiceState service, Release release) {
        Set<String> ready = service.readyPods();
        return !ready.isEmpty() && release.pods().stream().anyMatch(pod -> ready.contains(pod.uid()));
    }

    /** Ready endpoints of pods that none of the releases controls: their names. */
    static List<String> strangers(ServiceState service, Collection<Release> releases) {
        Set<String> known = uidsOf(releases);
        Set<String> strangers = new TreeSet<>();
        for (Slice slice : service.slices()) {
            for (Slice.Endpoint endpoint : slice.endpoints()) {
                if (slice.managed() && endpoint.ready() && !known.contains(endpoint.podUid())) {
                    strangers.add(endpoint.podName());
                }
            }
        }
        return List.copyOf(strangers);
    }

    /** Whether a map of labels has all of these. */
    static boolean has(Map<String, String> labels, Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    private static Set<String> uidsOf(Collection<Release> releases) {
        Set<String> uids = new HashSet<>();
        for (Release release : releases) {
            release.pods().forEach(pod -> uids.add(pod.uid()));
        }
        return uids;
    }
}
