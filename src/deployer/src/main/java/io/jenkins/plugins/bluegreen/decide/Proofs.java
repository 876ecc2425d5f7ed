package io.jenkins.plugins.bluegreen.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the cluster as a whole shows of a release: that it has the traffic, alone, and that nothing is left to do. */
final class Proofs {
    private Proofs() {}

    /** Whether labels and selectors are such that this release alone carries traffic, whatever the slices show yet. */
    static boolean attachedAlone(Situation s, Release release) {
        if (!s.records().isEmpty()
                || s.services().size() != s.request.services().size()) {
            return false;
        }
        return s.labelMode() ? labelled(s, release) : selected(s, release);
    }

    private static boolean labelled(Situation s, Release release) {
        Map<String, String> traffic = s.trafficLabels();
        if (traffic.isEmpty() || !Relabelling.attach(s, traffic).looksDone(release)) {
            return false;
        }
        return s.observed.releases().stream()
                .filter(other -> !other.uid().equals(release.uid()) && !other.deleting())
                .noneMatch(other -> s.services().stream().anyMatch(service -> {
                    Map<String, String> selector = service.selector();
                    return Proof.has(other.templateLabels(), selector)
                            || other.activePods().anyMatch(pod -> Proof.has(pod.labels(), selector));
                }));
    }

    private static boolean selected(Situation s, Release release) {
        return s.services().stream()
                .allMatch(service -> !service.selector().isEmpty()
                        && service.selector().containsKey(s.options().versionLabel())
                        && Proof.has(release.templateLabels(), service.selector()));
    }

    /** Whether this release alone serves, and the slices prove it. */
    static boolean arrived(Situation s, Release release) {
        return attachedAlone(s, release)
                && s.services().stream()
                        .allMatch(service -> Proof.computedWith(service, Optional.empty())
                                && Proof.serves(service, release)
                                && alone(s, service, release));
    }

    /** An overlap leaves the endpoints of pods that belong to no release; nothing else may serve beside it. */
    private static boolean alone(Situation s, ServiceState service, Release release) {
        return Ways.overlap(s)
                ? s.observed.releases().stream()
                        .noneMatch(other -> !other.uid().equals(release.uid()) && Proof.anyEndpoint(service, other))
                : Proof.onlyOf(service, List.of(release));
    }
}
