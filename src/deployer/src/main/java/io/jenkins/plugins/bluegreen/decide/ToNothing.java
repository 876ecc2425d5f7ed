package io.jenkins.plugins.bluegreen.decide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Undoes a first deployment: nothing served before it, so nothing serves after it. */
final class ToNothing {
    private ToNothing() {}

    /**
     * What is next until a release has no traffic.
     *
     * @param s now
     * @param first the release to take the traffic from; there is none to give it to
     */
    static Next next(Situation s, Release first) {
        if (!s.held()) {
            return s.act(new Action.Lock());
        }
        return s.labelMode() ? detach(s, first) : unselect(s, first);
    }

    static Next done() {
        return new Next.Done(new Outcome.RolledBack("", "it was asked for", true));
    }

    private static Next detach(Situation s, Release first) {
        Optional<Next> detaching = Relabelling.detach(s, s.trafficLabels(first.selectorKeys()))
                .next(first, Map.of(Keys.ROLLED_BACK_AT, Optional.of(s.now.toString())));
        return detaching.orElseGet(() -> gone(s, first, "has lost the traffic labels"));
    }

    private static Next gone(Situation s, Release first, String why) {
        boolean serves = s.services().stream().anyMatch(service -> Proof.anyEndpoint(service, first));
        return serves
                ? s.awaitProof(
                        Wait.RESTORED,
                        first.uid(),
                        Cutover.PROOF,
                        first.name(),
                        "%s %s, but is still an endpoint".formatted(first.name(), why))
                : done();
    }

    /** The selector that the Service had before goes back; where that is the one it has, only the release can go. */
    private static Next unselect(Situation s, Release first) {
        Map<String, Map<String, String>> owners = Owners.of(first);
        List<Action> actions = new ArrayList<>();
        s.services().forEach(service -> {
            Map<String, String> before = new LinkedHashMap<>(owners.getOrDefault(service.name(), service.selector()));
            if (!before.equals(service.selector())) {
                actions.add(new Action.Select(service, before, Optional.empty(), Action.Step.RESTORE));
            }
        });
        boolean selected =
                s.services().stream().anyMatch(service -> Proof.has(first.templateLabels(), service.selector()));
        if (actions.isEmpty() && selected && !first.deleting()) {
            actions.add(new Action.Delete(first));
        }
        return actions.isEmpty() ? gone(s, first, "is not selected any more") : new Next.Act(actions);
    }
}
