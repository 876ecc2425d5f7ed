package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Move;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Way;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cutover that has ended while this run goes on: what there is to take back, even if its release is gone. */
final class Finished {
    private static final String SERVED = "served:";

    private Finished() {}

    /**
     * Keeps which release got the traffic, or is about to have it alone: nobody can be asked once it was deleted.
     */
    static void remember(Situation s, Release served) {
        if (mark(s).isEmpty()) {
            s.remember("%s%s/%s".formatted(SERVED, served.id().kind(), served.name()));
        }
        if (Size.of(s, served).isEmpty()) {
            Size.note(s, served);
        }
    }

    /** What is next when the release that this run gave the traffic was deleted by somebody; nothing if it is there. */
    static Optional<Next> lost(Situation s) {
        boolean gone = s.target().filter(release -> !release.deleting()).isEmpty();
        return gone
                ? remembered(s)
                        .map(served -> takeBack(s, served, "%s was deleted by somebody".formatted(served.name())))
                : Optional.empty();
    }

    /**
     * Gives the traffic back to what served before. That is waited for: it may only be that its controller has not looked at
     * it since we wrote an annotation, which for a Deployment is a new generation.
     */
    static Next takeBack(Situation s, ReleaseId served, String why) {
        Instant since = s.waitingSince(Wait.RECOVERY, "before " + served.uid());
        return Reversal.of(s, cutover(s, served))
                .orElseGet(() -> s.over(since, Cutover.RECOVERY)
                        ? new Next.Done(WayBack.notConfirmed(s, why + ", and what served before it is not available"))
                        : s.await(Wait.RECOVERY, since.plus(Cutover.RECOVERY), served.name()));
    }

    private static Optional<ReleaseId> remembered(Situation s) {
        return mark(s).map(parts -> new ReleaseId(
                WorkloadKind.valueOf(parts[0]), parts[1], s.learned.target().orElse("")));
    }

    private static Optional<String[]> mark(Situation s) {
        return s.facts.since().keySet().stream()
                .filter(mark -> mark.startsWith(SERVED))
                .map(mark -> mark.substring(SERVED.length()).split("/", 2))
                .findFirst();
    }

    /** It as its record would be. */
    static CutoverRecord cutover(Situation s, ReleaseId served) {
        boolean label = s.labelMode();
        Map<String, Move> moves = new LinkedHashMap<>();
        s.services().forEach(service -> moves.put(service.name(), move(s, service, served)));
        return new CutoverRecord(
                "",
                label ? Way.LABEL_ATOMIC : Way.SELECTOR_ATOMIC,
                Phase.COMMITTED,
                served,
                List.copyOf(s.facts.replaces()),
                moves,
                label ? s.trafficLabels() : Map.of(),
                s.request.run().id(),
                s.request.run().url(),
                s.now,
                true,
                "");
    }

    private static Move move(Situation s, ServiceState service, ReleaseId served) {
        Map<String, String> before = new LinkedHashMap<>(service.selector());
        if (!s.labelMode()) {
            String key = s.options().versionLabel();
            s.facts.replaces().stream()
                    .flatMap(id -> s.observed.release(id).stream())
                    .findFirst()
                    .map(release -> release.templateLabels().getOrDefault(key, ""))
                    .ifPresentOrElse(value -> before.put(key, value), () -> s.observed
                            .release(served)
                            .map(Owners::of)
                            .ifPresent(owners -> before.putAll(owners.getOrDefault(service.name(), Map.of()))));
        }
        return new Move(before, service.selector(), service.selector());
    }
}
