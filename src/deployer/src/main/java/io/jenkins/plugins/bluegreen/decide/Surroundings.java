package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.CompanionKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What others have in the namespace that a cutover would touch, or that would touch it. */
final class Surroundings {
    /** Slices, pods and ReplicaSets are watched apart, so that an endpoint may be seen before its pod is. */
    private static final Duration UNKNOWN = Duration.ofSeconds(2);

    private final Situation s;
    private final Problems problems;

    Surroundings(Situation s, Problems problems) {
        this.s = s;
        this.problems = problems;
    }

    void check() {
        endpoints();
        otherServices();
        traits();
        owners();
    }

    /** Waits for what is known of endpoints that seem to belong to no release; nothing if that has lasted too long. */
    static Optional<Next> known(Situation s) {
        List<String> strangers = s.services().stream()
                .flatMap(service -> Proof.strangers(service, s.observed.releases()).stream())
                .distinct()
                .toList();
        return s.since("unknown endpoints", !strangers.isEmpty())
                .filter(since -> !s.over(since, UNKNOWN))
                .map(since -> s.await(Wait.KNOWN, since.plus(UNKNOWN), String.join(", ", strangers)));
    }

    private void endpoints() {
        boolean overlap = Ways.overlap(s);
        for (ServiceState service : s.services()) {
            List<String> strangers = Proof.strangers(service, s.observed.releases());
            if (strangers.isEmpty()) {
                continue;
            }
            String pods = String.join(", ", strangers);
            if (overlap) {
                s.learned.warning("Service %s keeps the endpoints of pods that belong to no release: %s"
                        .formatted(service.name(), pods));
            } else {
                problems.refuse(
                        "an atomic cutover of Service %s".formatted(service.name()),
                        "pods that belong to no release serve it and would be cut off: %s".formatted(pods),
                        "remove them, or use cutover overlap, which leaves them");
            }
        }
    }

    private void otherServices() {
        if (!s.labelMode()) {
            return;
        }
        Map<String, String> traffic = s.trafficLabels();
        Map<String, String> dark = new HashMap<>(s.candidateLabels());
        dark.keySet().removeAll(traffic.keySet());
        for (Observed.OtherService other : s.observed.otherServices()) {
            if (other.previewOf().isPresent() || other.selector().isEmpty()) {
                continue;
            }
            if (Proof.has(dark, other.selector())) {
                String found = "Service %s selects it too, so it would serve while it is dark".formatted(other.name());
                if (s.options().allowDarkTraffic()) {
                    s.learned.warning("The candidate is not dark: " + found);
                } else {
                    problems.refuse("a dark candidate", found, "change that Service's selector, or allow it");
                }
            } else if (other.selector().entrySet().stream().anyMatch(traffic.entrySet()::contains)) {
                s.learned.warning("Service %s selects by the same traffic label and moves too, by overlap"
                        .formatted(other.name()));
            }
        }
    }

    private void traits() {
        for (ServiceState service : s.services()) {
            if (service.traits().publishNotReadyAddresses() && !Ways.overlap(s)) {
                problems.refuse(
                        "an atomic cutover of Service %s".formatted(service.name()),
                        "it publishes addresses that are not ready",
                        "set publishNotReadyAddresses to false, or use cutover overlap");
            }
            if (service.traits().sessionAffinity()) {
                s.learned.warning(
                        "Service %s has session affinity: clients may stay on the old pods".formatted(service.name()));
            }
            if (service.traits().headless()) {
                s.learned.warning(
                        "Service %s is headless: clients follow as fast as they ask DNS".formatted(service.name()));
            }
        }
        if (s.options().cutover() == CutoverChoice.AUTO) {
            Ways.reasonToOverlap(s)
                    .ifPresent(reason -> s.learned.warning(
                            "The cutover is an overlap, in which both versions serve, because " + reason));
        }
        Ways.policyOnTraffic(s)
                .ifPresent(policy -> s.learned.warning(
                        "NetworkPolicy %s is keyed on a traffic label: it applies to the candidate only once that has it"
                                .formatted(policy)));
    }

    private void owners() {
        if (s.labelMode()) {
            return;
        }
        for (ServiceState service : s.services()) {
            Caretakers.of(service).ifPresent(owner -> {
                s.learned.warning(
                        "Service %s is managed by %s, whose next sync switches it back: change the version there too"
                                .formatted(service.name(), owner));
                if (s.options().retire() == Retire.DELETE) {
                    problems.refuse(
                            "retire delete with Service %s".formatted(service.name()),
                            "%s manages it and would switch it back to a release that is gone".formatted(owner),
                            "use retire keep or scale-down");
                }
            });
        }
    }

    /** What belongs to the releases that serve by name or labels, and does not follow. */
    void companions(Findings found) {
        s.othersActive().forEach(release -> companions(found, release));
    }

    private void companions(Findings found, Release release) {
        boolean ownScaler = bringsItsOwn(
                CompanionKind.HORIZONTAL_POD_AUTOSCALER,
                found.autoscalers().stream().map(Findings.Autoscaler::release));
        found.autoscalers().stream()
                .filter(each -> each.scales().equals(release.id().kind().kind() + "/" + release.name()))
                .filter(each -> !(ownScaler && each.release().equals(release.name())))
                .forEach(each ->
                        s.learned.warning("HorizontalPodAutoscaler %s scales %s and does not follow to the new release"
                                .formatted(each.name(), release.name())));
        Map<String, String> dark = new HashMap<>(s.candidateLabels());
        if (!s.labelMode()) {
            s.request
                    .bound()
                    .ifPresent(bound ->
                            dark.put(s.options().versionLabel(), Versioned.value(s, Versioned.name(s, bound))));
        } else {
            dark.putAll(s.trafficLabels());
        }
        boolean ownBudget = bringsItsOwn(
                CompanionKind.POD_DISRUPTION_BUDGET,
                found.disruptionBudgets().stream().map(Findings.Budget::release));
        found.disruptionBudgets().stream()
                .filter(each -> !each.labels().isEmpty()
                        && Proof.has(release.templateLabels(), each.labels())
                        && !Proof.has(dark, each.labels()))
                .filter(each -> !(ownBudget && each.release().equals(release.name())))
                .forEach(each ->
                        s.learned.warning("PodDisruptionBudget %s covers %s and does not follow to the new release"
                                .formatted(each.name(), release.name())));
    }

    /** Whether the target has an object of that kind that was made for it alone, or will have one. */
    private boolean bringsItsOwn(CompanionKind kind, Stream<String> releases) {
        String target = s.target().map(Release::name).orElse("");
        return s.request
                        .bound()
                        .filter(bound ->
                                bound.manifest().companions().stream().anyMatch(companion -> companion.kind() == kind))
                        .isPresent()
                || !target.isEmpty() && releases.anyMatch(target::equals);
    }
}
