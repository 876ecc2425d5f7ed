package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way back of a cutover that was not committed. One write gives each Service the selector that it had; it carries a
 * fresh id, because slices that do not show the id of the flip may be older than the flip. Once they show the fresh one,
 * the record ends.
 */
final class Restoration {
    private Restoration() {}

    /**
     * Begins it for every Service that is pointed somewhere. One without a record was never pointed, or has its owner's
     * selector again, and one whose owner gave it another selector keeps that.
     */
    static Next begin(Situation s, CutoverRecord record) {
        return new Next.Act(states(s, record).stream()
                .filter(service -> !isBack(service))
                .<Action>map(service -> write(
                        s, record, service, record.othersWrote(service) ? service.selector() : record.before(service)))
                .toList());
    }

    /** The write that gives a Service a selector of before. */
    static Action.Select write(Situation s, CutoverRecord record, ServiceState service, Map<String, String> selector) {
        CutoverRecord restoring = record.in(Phase.RESTORING).withId(Ids.cutover(s, service));
        return new Action.Select(service, selector, Optional.of(restoring), Action.Step.RESTORE);
    }

    /** Goes on with it, whoever began it. */
    static Next advance(Situation s, CutoverRecord record) {
        if (s.facts.repaired().isEmpty() && !record.run().equals(s.request.run().id())) {
            s.learned.repaired(undone(record));
        }
        List<ServiceState> states = states(s, record);
        if (!states.stream().allMatch(Restoration::isBack)) {
            return begin(s, record);
        }
        boolean proven = states.stream()
                .allMatch(
                        service -> Proof.computedWith(service, service.record().map(CutoverRecord::id)));
        return proven
                ? new Next.Act(states.stream()
                        .<Action>map(service ->
                                new Action.Select(service, service.selector(), Optional.empty(), Action.Step.CLOSE))
                        .toList())
                : s.awaitProof(
                        Wait.RESTORED,
                        record.id(),
                        Cutover.PROOF,
                        record.to().name(),
                        "The selectors were put back, but the endpoints have not followed");
    }

    /** What an undone cutover of another run is told as. */
    static String undone(CutoverRecord record) {
        return "An unfinished cutover to %s by %s was undone: the Services have the selectors that they had before"
                .formatted(record.to().name(), record.run());
    }

    private static boolean isBack(ServiceState service) {
        return service.record()
                .filter(record -> record.phase() == Phase.RESTORING)
                .isPresent();
    }

    private static List<ServiceState> states(Situation s, CutoverRecord record) {
        return record.moves().keySet().stream()
                .flatMap(name -> Optional.ofNullable(s.observed.services().get(name)).stream())
                .filter(service -> service.record().isPresent())
                .toList();
    }
}
