package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Move;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Way;
import io.jenkins.plugins.bluegreen.decide.Facts.Setback.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes back a cutover whose release degraded: to the one release that served before by the same cutover the other way,
 * or, where there is no single one, in place.
 */
final class Reversal {
    private Reversal() {}

    /**
     * The way back from a cutover that was committed, or that has ended while its release is still being watched.
     *
     * @param s now
     * @param record of the cutover to take back
     * @return nothing if what served before is not available either
     */
    static Optional<Next> of(Situation s, CutoverRecord record) {
        List<Release> before = record.from().stream()
                .flatMap(id -> s.observed.release(id).stream())
                .toList();
        boolean possible =
                before.isEmpty() ? record.from().isEmpty() : before.stream().allMatch(Availability::available);
        if (!possible) {
            return Optional.empty();
        }
        if (record.run().equals(s.request.run().id())) {
            s.setBack(Kind.FAILED, reason(s, record));
        } else {
            s.learned.repaired("An unfinished cutover to %s by %s was taken back, because that release is not available"
                    .formatted(record.to().name(), record.run()));
        }
        if (before.size() != 1 && !record.way().relabels()) {
            return Optional.of(selectors(s, record));
        }
        boolean flip = before.size() == 1 && (!record.way().relabels() || ownLabel(before.get(0)));
        CutoverRecord back = flip ? towards(s, record, before.get(0)) : inPlace(s, record);
        return Optional.of(write(s, back));
    }

    private static String reason(Situation s, CutoverRecord record) {
        return s.observed
                .release(record.to())
                .filter(release -> !release.deleting())
                .map(release -> Availability.available(release)
                        ? Unreached.sentence(release)
                        : Availability.hopeless(s, release)
                                .orElse("%s has %s".formatted(release.name(), Availability.progress(release))))
                .orElse("%s was deleted by somebody".formatted(record.to().name()));
    }

    private static CutoverRecord towards(Situation s, CutoverRecord record, Release old) {
        Map<String, Move> moves = new LinkedHashMap<>();
        record.moves()
                .forEach((service, move) -> moves.put(
                        service,
                        record.way().relabels()
                                ? new Move(move.after(), Map.of(Keys.RELEASE, old.name()), move.after())
                                : new Move(move.after(), move.before(), move.before())));
        Way way = record.way().relabels() ? Way.LABEL_ATOMIC : Way.SELECTOR_ATOMIC;
        Phase phase = record.way().relabels() ? Phase.COMMITTED : Phase.FLIPPED;
        return new CutoverRecord(
                record.id(),
                way,
                phase,
                old.id(),
                List.of(record.to()),
                moves,
                record.traffic(),
                s.request.run().id(),
                s.request.run().url(),
                s.now,
                true,
                reason(s, record));
    }

    private static CutoverRecord inPlace(Situation s, CutoverRecord record) {
        Map<String, Move> moves = new LinkedHashMap<>();
        record.moves()
                .forEach((service, move) -> moves.put(
                        service,
                        new Move(move.after(), Map.of(Keys.RELEASE, record.to().name()), move.after())));
        return new CutoverRecord(
                record.id(),
                Way.LABEL_ATOMIC,
                Phase.UNDOING,
                record.to(),
                record.from(),
                moves,
                record.traffic(),
                s.request.run().id(),
                s.request.run().url(),
                s.now,
                true,
                reason(s, record));
    }

    private static Next write(Situation s, CutoverRecord back) {
        List<Action> writes = new ArrayList<>();
        back.moves().forEach((name, move) -> Optional.ofNullable(
                        s.observed.services().get(name))
                .ifPresent(service -> writes.add(new Action.Select(
                        service, move.during(), Optional.of(back.withId(Ids.cutover(s, service))), Action.Step.FLIP))));
        return new Next.Act(writes);
    }

    private static Next selectors(Situation s, CutoverRecord record) {
        List<Action> writes = new ArrayList<>();
        record.moves().forEach((name, move) -> Optional.ofNullable(
                        s.observed.services().get(name))
                .ifPresent(service -> writes.add(Restoration.write(s, record, service, move.before()))));
        return new Next.Act(writes);
    }

    private static boolean ownLabel(Release release) {
        return release.name().equals(release.templateLabels().get(Keys.RELEASE))
                && release.activePods()
                        .allMatch(pod -> release.name().equals(pod.labels().get(Keys.RELEASE)));
    }
}
