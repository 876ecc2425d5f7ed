package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Way;
import io.jenkins.plugins.bluegreen.decide.Facts.Setback.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Goes on with a cutover that moves selectors, from the record of it: whoever made it, and wherever it was cut off.
 *
 * <p>{@code FLIPPED}: every Service is pointed at the candidate, and its slices are proven; until then the way back is
 * one write ({@link Restoration}). {@code COMMITTED}: labels are given and taken while no endpoint depends on them, then
 * the owner's selector is handed back. {@code UNDOING}: the same, the other way.
 */
final class Cutover {
    static final Duration PROOF = Duration.ofSeconds(45);
    static final Duration RECOVERY = Duration.ofSeconds(20);
    static final Duration HOPE = Duration.ofMinutes(2);

    private final Situation s;
    private final CutoverRecord record;
    private final boolean mine;
    private final Optional<Release> to;

    private Cutover(Situation s, CutoverRecord record) {
        this.s = s;
        this.record = record;
        this.mine = record.run().equals(s.request.run().id());
        this.to = s.observed.release(record.to());
    }

    /** What is next for a cutover that is under way. */
    static Next advance(Situation s, CutoverRecord record) {
        Cutover cutover = new Cutover(s, record);
        return switch (record.phase()) {
            case FLIPPED -> cutover.flipped();
            case COMMITTED -> cutover.committed();
            case UNDOING -> cutover.undoing();
            case RESTORING -> Restoration.advance(s, record);
        };
    }

    private Next flipped() {
        Optional<String> over = reasonToGoBack();
        if (over.isPresent()) {
            if (mine && ofTarget()) {
                s.setBack(s.facts.cancelled().isPresent() ? Kind.ABORTED : Kind.FAILED, over.get());
            } else {
                s.learned.repaired(Restoration.undone(record));
            }
            return Restoration.begin(s, record);
        }
        List<Action> writes = new ArrayList<>();
        states().forEach(service -> {
            if (record.pointed(service)) {
                s.remember(Situation.FLIPPED + service.name());
            } else {
                CutoverRecord fresh = record.withId(Ids.cutover(s, service));
                writes.add(new Action.Select(service, record.during(service), Optional.of(fresh), Action.Step.FLIP));
            }
        });
        if (!writes.isEmpty()) {
            return new Next.Act(writes);
        }
        if (!proven()) {
            Next proof = awaitProof(missing());
            return unreached()
                    .<Next>map(since -> s.await(
                            Wait.PROOF, Unreached.limit(since), record.to().name()))
                    .orElse(proof);
        }
        noteRepair("finished");
        return switch (record.way()) {
            case LABEL_ATOMIC -> selectAll(Optional.of(record.in(Phase.COMMITTED)), Action.Step.COMMIT);
            case SELECTOR_ATOMIC -> selectAll(Optional.empty(), Action.Step.HAND_BACK);
            case SELECTOR_OVERLAP, LABEL_OVERLAP -> settle();
        };
    }

    private Next settle() {
        Duration settle = Ways.settle(s);
        var since = s.waitingSince(Wait.SETTLE, record.to().uid());
        return s.over(since, settle)
                ? selectAll(Optional.of(record.in(Phase.COMMITTED)), Action.Step.NARROW)
                : s.await(Wait.SETTLE, since.plus(settle), record.to().name());
    }

    private Optional<String> reasonToGoBack() {
        if (!(mine && ofTarget()) && record.back().isEmpty()) {
            return Optional.of("it was not committed");
        }
        if (to.isEmpty() || to.get().deleting()) {
            return Optional.of("%s was deleted by somebody while traffic was being moved to it"
                    .formatted(record.to().name()));
        }
        for (String name : record.moves().keySet()) {
            if (!s.observed.services().containsKey(name)) {
                return Optional.of(
                        "Service %s was deleted by somebody while its traffic was being moved".formatted(name));
            }
        }
        // Once it is pointed at, each pod is to be seen before anything follows: none has to be disputed here.
        boolean enough = states().allMatch(record::pointed)
                ? Availability.declaredWell(s, to.get())
                : Availability.undisputed(to.get());
        if (!enough) {
            return Optional.of("%s lost pods while traffic was being moved to it: %s"
                    .formatted(to.get().name(), Availability.progress(to.get())));
        }
        if (!ofTarget()) {
            return Optional.empty();
        }
        if (s.facts.cancelled().isPresent()) {
            return s.facts.cancelled();
        }
        if (s.facts.setback().isPresent()) {
            return s.facts.setback().map(Facts.Setback::reason);
        }
        Optional<String> disturbed = disturbed();
        if (disturbed.isPresent()) {
            return disturbed;
        }
        if (Unreached.tooLong(s, unreached())) {
            return to.map(Unreached::sentence);
        }
        return s.since("PROOF:" + record.id(), s.remembers("PROOF:" + record.id()))
                .filter(since -> s.over(since, PROOF))
                .map(since -> unproven());
    }

    private Optional<Instant> unreached() {
        return to.flatMap(release -> Unreached.since(s, states().toList(), release));
    }

    private String unproven() {
        return "The endpoints of Service %s did not follow within %d s; look at kube-controller-manager"
                .formatted(String.join(", ", record.moves().keySet()), PROOF.toSeconds());
    }

    /** Writes of others: of one that was pointed at the target already, or of one that is about to be. */
    private Optional<String> disturbed() {
        for (ServiceState service : states().toList()) {
            boolean before = s.remembers(Situation.FLIPPED + service.name());
            if (before && !record.pointed(service)) {
                Disturbances.note(s, service, Optional.of(record.during(service)));
            }
            if (record.othersWrote(service)) {
                return Optional.of("Somebody changed the selector of Service %s while its traffic was being moved"
                        .formatted(service.name()));
            }
        }
        return Disturbances.tooMany(s)
                ? Optional.of(Disturbances.sentence(record.moves().keySet()))
                : Optional.empty();
    }

    /** Whether this cutover is the one that the run is for, and not its taking back. */
    private boolean ofTarget() {
        return s.learned.target().equals(Optional.of(record.to().uid()));
    }

    private Next committed() {
        boolean available = to.filter(release -> Availability.well(s, release)).isPresent()
                && unreached().isEmpty();
        var lost = s.since("lost:" + record.to().uid(), !available);
        boolean givenUp =
                to.isEmpty() || lost.filter(since -> s.over(since, RECOVERY)).isPresent();
        if (givenUp && !handedBackSomewhere()) {
            Optional<Next> back = Reversal.of(s, record);
            if (back.isPresent()) {
                return back.get();
            }
            if (to.isEmpty() || s.over(lost.orElse(s.now), HOPE)) {
                return new Next.Done(WayBack.notConfirmed(
                        s,
                        "Neither %s nor what served before it is available"
                                .formatted(record.to().name())));
            }
        }
        if (to.isEmpty()) {
            return s.await(Wait.RECOVERY, s.now.plusSeconds(1), record.to().name());
        }
        Optional<Next> pointed = pointAgain();
        if (pointed.isPresent()) {
            return pointed.get();
        }
        if (record.way() == Way.LABEL_ATOMIC) {
            Optional<Next> relabelled = relabel(available);
            if (relabelled.isPresent()) {
                return relabelled.get();
            }
        } else if (!proven()) {
            return awaitProof(missing());
        }
        noteRepair("finished");
        return selectAll(Optional.empty(), Action.Step.HAND_BACK);
    }

    /**
     * A selector that somebody put back is pointed at the candidate once more; after that labels decide alone. One that
     * is merged with ours matches nothing, and is repaired each time.
     */
    private Optional<Next> pointAgain() {
        List<Action> writes = new ArrayList<>();
        states().filter(service ->
                        service.record().isPresent() && !record.pointed(service) && !record.othersWrote(service))
                .forEach(service -> {
                    Disturbances.note(s, service, Optional.of(record.during(service)));
                    if (!Disturbances.tooMany(s) || Disturbances.merged(service, record.during(service))) {
                        CutoverRecord fresh = service.record().orElseThrow().withId(Ids.cutover(s, service));
                        writes.add(new Action.Select(
                                service, record.during(service), Optional.of(fresh), Action.Step.FLIP));
                    }
                });
        return writes.isEmpty() ? Optional.empty() : Optional.of(new Next.Act(writes));
    }

    /** Labels change only where no endpoint depends on them: the slices are computed from the selector of this cutover. */
    private Optional<Next> followed() {
        boolean all = states().filter(service -> service.record().isPresent())
                .allMatch(
                        service -> Proof.computedWith(service, service.record().map(CutoverRecord::id)));
        return all ? Optional.empty() : Optional.of(awaitProof(0));
    }

    /**
     * The slices are written one after another, and the first of them cannot be what ends it.
     *
     * @param pods whose news is to come as well
     */
    private Next awaitProof(int pods) {
        Next proof = s.awaitProof(Wait.PROOF, record.id(), PROOF, record.to().name(), unproven());
        int slices = states().mapToInt(
                        service -> Proof.behind(service, service.record().map(CutoverRecord::id)))
                .sum();
        return proof instanceof Next.Await await ? await.after(slices + pods) : proof;
    }

    private int missing() {
        return to.map(release -> Availability.missing(s, release)).orElse(0);
    }

    private Optional<Next> relabel(boolean available) {
        Optional<Next> following = followed();
        if (following.isPresent()) {
            return following;
        }
        Exchange exchange = new Exchange(s, record);
        Optional<Next> attaching = exchange.attach(List.of(record.to()));
        if (attaching.isPresent()) {
            return attaching;
        }
        if (!available) {
            return Optional.of(
                    s.await(Wait.RECOVERY, s.now.plusSeconds(1), record.to().name()));
        }
        return exchange.detach(exchange.losing());
    }

    private Next undoing() {
        Exchange exchange = new Exchange(s, record);
        Optional<Next> unfinished =
                followed().or(() -> exchange.attach(record.from())).or(() -> exchange.detach(List.of(record.to())));
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        noteRepair("undone");
        return selectAll(Optional.empty(), Action.Step.HAND_BACK);
    }

    private void noteRepair(String what) {
        if (!mine) {
            s.learned.repaired("An unfinished cutover to %s by %s was %s"
                    .formatted(record.to().name(), record.run(), what));
        }
    }

    private boolean handedBackSomewhere() {
        return states().anyMatch(service -> service.record().isEmpty());
    }

    private boolean proven() {
        return to.filter(release -> Availability.well(s, release)).isPresent() && states().allMatch(this::proven);
    }

    private boolean proven(ServiceState service) {
        Optional<String> id = service.record().map(CutoverRecord::id);
        boolean widened = record.way().overlaps() && record.phase() == Phase.FLIPPED;
        return id.isPresent()
                && Proof.computedWith(service, id)
                && Proof.serves(service, to.orElseThrow())
                && (widened || Proof.onlyOf(service, List.of(to.orElseThrow())));
    }

    private Next selectAll(Optional<CutoverRecord> then, Action.Step why) {
        if ((why == Action.Step.COMMIT || why == Action.Step.HAND_BACK)
                && ofTarget()
                && record.phase() != Phase.UNDOING) {
            to.ifPresent(served -> Finished.remember(s, served));
        }
        List<Action> writes = new ArrayList<>();
        states().filter(service -> service.record().isPresent()).forEach(service -> {
            Map<String, String> selector = why == Action.Step.COMMIT || record.othersWrote(service)
                    ? service.selector()
                    : record.after(service);
            if (record.othersWrote(service)) {
                s.learned.warning(
                        "Service %s was given another selector by somebody, which stays".formatted(service.name()));
            }
            // A narrowed selector is proven by an id of its own; a commit changes no selector, so its id stays.
            Optional<CutoverRecord> kept = then.map(wanted -> wanted.withId(
                    why == Action.Step.NARROW
                            ? Ids.cutover(s, service)
                            : service.record().orElseThrow().id()));
            writes.add(new Action.Select(service, selector, kept, why));
        });
        return new Next.Act(writes);
    }

    private Stream<ServiceState> states() {
        return record.moves().keySet().stream()
                .filter(s.observed.services()::containsKey)
                .map(s.observed.services()::get);
    }
}
