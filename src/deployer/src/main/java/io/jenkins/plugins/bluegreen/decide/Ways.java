package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Move;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Chooses how traffic is moved, and begins to. */
final class Ways {
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private Ways() {}

    /** Why both versions should serve for a while here, if something outside the cluster asks for it. */
    static Optional<String> reasonToOverlap(Situation s) {
        for (ServiceState service : s.services()) {
            if (service.traits().loadBalancerTracksPods()) {
                return Optional.of(
                        "a load balancer has the pods of Service %s as its targets".formatted(service.name()));
            }
            if (service.traits().externalTrafficPolicyLocal()) {
                return Optional.of("Service %s has externalTrafficPolicy: Local".formatted(service.name()));
            }
        }
        return policyOnTraffic(s).map(policy -> "NetworkPolicy %s is keyed on a traffic label".formatted(policy));
    }

    /** The name of a NetworkPolicy that selects pods by a traffic label. */
    static Optional<String> policyOnTraffic(Situation s) {
        if (!s.labelMode()) {
            return Optional.empty();
        }
        var traffic = s.trafficLabels().keySet();
        return s.facts.findings().stream()
                .flatMap(found -> found.networkPolicies().entrySet().stream())
                .filter(policy -> policy.getValue().stream().anyMatch(traffic::contains))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }

    static boolean overlap(Situation s) {
        return switch (s.options().cutover()) {
            case ATOMIC -> false;
            case OVERLAP -> true;
            case AUTO -> reasonToOverlap(s).isPresent();
        };
    }

    /** How long both serve in an overlap. */
    static Duration settle(Situation s) {
        return s.options()
                .settle()
                .orElseGet(() -> s.services().stream()
                                .anyMatch(service -> service.traits().loadBalancerTracksPods()
                                        || service.traits().externalTrafficPolicyLocal())
                        ? SETTLE
                        : Duration.ZERO);
    }

    /**
     * Begins the cutover to a release.
     *
     * @param s now
     * @param to available, and not carrying traffic
     * @return the writes that begin it
     */
    static Next begin(Situation s, Release to) {
        List<Release> from = s.othersActive();
        boolean overlap = overlap(s);
        Way way = s.labelMode()
                ? overlap ? Way.LABEL_OVERLAP : Way.LABEL_ATOMIC
                : overlap ? Way.SELECTOR_OVERLAP : Way.SELECTOR_ATOMIC;
        Map<String, Move> moves = new LinkedHashMap<>();
        s.services().forEach(service -> moves.put(service.name(), move(s, way, service, to)));
        CutoverRecord record = new CutoverRecord(
                Ids.cutover(s, s.services().get(0)),
                way,
                Phase.FLIPPED,
                to.id(),
                from.stream().map(Release::id).toList(),
                moves,
                s.labelMode() ? s.trafficLabels() : Map.of(),
                s.request.run().id(),
                s.request.run().url(),
                s.now,
                s.request.goal() instanceof Request.Goal.Rollback,
                "");
        s.learned.replaces(Set.copyOf(record.from()));
        Size.note(s, to);
        if (way == Way.LABEL_OVERLAP) {
            return new Next.Act(
                    List.of(new Action.Annotate(to, Map.of(), Map.of(Keys.CUTOVER, Optional.of(record.json())))));
        }
        List<Action> flips = new ArrayList<>();
        s.services()
                .forEach(service -> flips.add(new Action.Select(
                        service,
                        moves.get(service.name()).during(),
                        Optional.of(record.withId(Ids.cutover(s, service))),
                        Action.Step.FLIP)));
        return new Next.Act(flips);
    }

    private static Move move(Situation s, Way way, ServiceState service, Release to) {
        Map<String, String> owner = service.selector();
        return switch (way) {
            case LABEL_ATOMIC, LABEL_OVERLAP -> new Move(owner, Map.of(Keys.RELEASE, to.name()), owner);
            case SELECTOR_ATOMIC, SELECTOR_OVERLAP -> {
                String key = s.options().versionLabel();
                Map<String, String> after = new TreeMap<>(owner);
                after.put(key, to.templateLabels().get(key));
                Map<String, String> shared = new TreeMap<>(owner);
                shared.remove(key);
                yield new Move(owner, way == Way.SELECTOR_OVERLAP ? shared : after, after);
            }
        };
    }
}
