package io.jenkins.plugins.bluegreen.decide;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gives and takes the traffic labels of the releases of one cutover, and writes down what became of each. */
final class Exchange {
    private final Situation s;
    private final CutoverRecord record;

    Exchange(Situation s, CutoverRecord record) {
        this.s = s;
        this.record = record;
    }

    /** The next thing to do until all of these have the traffic labels; a release that is gone is done. */
    Optional<Next> attach(List<ReleaseId> releases) {
        // Until it is committed it may be taken back as if nothing had been.
        boolean committed = record.phase() != CutoverRecord.Phase.FLIPPED;
        Map<String, Optional<String>> promoted = committed ? promoted(s, record.run()) : Map.of();
        Relabelling attach = Relabelling.attach(s, record.traffic());
        return all(releases, release -> attach.next(release, promoted));
    }

    /** What is written on a release that a run has given the traffic. */
    static Map<String, Optional<String>> promoted(Situation s, String run) {
        Map<String, Optional<String>> promoted = new LinkedHashMap<>();
        promoted.put(Keys.PROMOTED_AT, Optional.of(s.now.toString()));
        promoted.put(Keys.PROMOTED_BY, Optional.of(run));
        promoted.put(Keys.ROLLED_BACK_AT, Optional.empty());
        promoted.put(Keys.PREPARED_AT, Optional.empty());
        return promoted;
    }

    /** The next thing to do until none of these has the traffic labels; a release that is gone is done. */
    Optional<Next> detach(List<ReleaseId> releases) {
        Relabelling detach = Relabelling.detach(s, record.traffic());
        return all(releases, release -> detach.next(release, served(release)));
    }

    /** Those that had the traffic, and others of the workload that would have it when the owner's selector is back. */
    List<ReleaseId> losing() {
        List<ReleaseId> all = new ArrayList<>(record.from());
        s.observed.releases().stream()
                .filter(release -> release.isReplicaSet() && release.ofWorkload(s.request.workload()))
                .filter(release -> !release.id().equals(record.to()) && !all.contains(release.id()))
                .filter(release -> s.observed.services().values().stream()
                        .filter(service -> record.moves().containsKey(service.name()))
                        .map(record::after)
                        .anyMatch(owner -> Proof.has(release.templateLabels(), owner)
                                || release.activePods().anyMatch(pod -> Proof.has(pod.labels(), owner))))
                .map(Release::id)
                .forEach(all::add);
        return all;
    }

    private Optional<Next> all(List<ReleaseId> releases, Function<Release, Optional<Next>> step) {
        List<Action> actions = new ArrayList<>();
        Optional<Next> waiting = Optional.empty();
        for (ReleaseId id : releases) {
            Optional<Next> next = s.observed
                    .release(id)
                    .filter(release -> !release.deleting())
                    .flatMap(step);
            if (next.isPresent() && next.get() instanceof Next.Act act) {
                actions.addAll(act.actions());
            } else {
                waiting = waiting.or(() -> next);
            }
        }
        return actions.isEmpty() ? waiting : Optional.of(new Next.Act(actions));
    }

    /** A release that served was promoted, even if nobody wrote that down when it was. */
    private Map<String, Optional<String>> served(Release release) {
        boolean undone = record.phase() == CutoverRecord.Phase.UNDOING;
        if (undone && release.annotation(Keys.PROMOTED_AT).isEmpty()) {
            return Map.of();
        }
        if (record.backwards() || undone) {
            return Map.of(Keys.ROLLED_BACK_AT, Optional.of(s.now.toString()));
        }
        return release.annotation(Keys.PROMOTED_AT).isPresent()
                ? Map.of()
                : Map.of(Keys.PROMOTED_AT, Optional.of(release.created().toString()));
    }
}
