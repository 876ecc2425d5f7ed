package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Facts.Setback.Kind;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is next, from a request and what the cluster shows now.
 *
 * <p>The order: a lost lock ends the run; an unfinished cutover is finished or undone; a run that goes back goes back;
 * one whose release is deleted by somebody after it got the traffic gives it back; a target that has the traffic alone
 * is looked after; else the target is prepared, and traffic is moved to it.
 */
public final class Decision {
    private final Situation s;

    private Decision(Situation s) {
        this.s = s;
    }

    /**
     * Decides.
     *
     * @param request what is asked for
     * @param observed what the cluster shows, and what this run knows
     * @param now the time
     * @return what is next
     */
    public static Step next(Request request, Observed observed, Instant now) {
        Situation situation = new Situation(request, observed, now);
        Next next = locked(situation, decide(situation));
        return new Step(next, situation.learned.done());
    }

    private static Next decide(Situation s) {
        try {
            return new Decision(s).decide();
        } catch (InvalidInputException e) {
            return s.begun() ? s.goBack(Kind.FAILED, e.getMessage()) : s.refused(e.problems());
        }
    }

    /** Nothing is written without the Leases. */
    private static Next locked(Situation s, Next next) {
        boolean writes = next instanceof Next.Act act && act.actions().stream().anyMatch(Action::needsLease);
        if (!writes) {
            return next;
        }
        if (!s.held()) {
            return s.act(new Action.Lock());
        }
        s.remember(Situation.BEGUN);
        return next;
    }

    private Next decide() {
        s.findTarget();
        if (s.facts.broken().isPresent()) {
            return Undo.giveUp(s, s.facts.broken().get());
        }
        if (s.observed.lock() instanceof Observed.Lock.Lost lost) {
            return Undo.lost(s, lost);
        }
        if (s.observed.lock() instanceof Observed.Lock.Denied denied) {
            return Undo.denied(s, denied);
        }
        Optional<Next> unfinished = unfinishedCutover();
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        if (s.facts.setback().isPresent()) {
            return Undo.finish(s, s.facts.setback().get());
        }
        Optional<Next> lost = Finished.lost(s);
        if (lost.isPresent()) {
            return lost.get();
        }
        Optional<Release> target = s.target();
        if (target.isPresent() && movesTraffic() && served(target.get())) {
            return Attached.next(s, target.get());
        }
        if (s.facts.cancelled().isPresent()) {
            return s.goBack(Kind.ABORTED, s.facts.cancelled().get());
        }
        if (s.facts.gate() instanceof Facts.Gate.Refused no) {
            return s.goBack(Kind.GATE, no.reason());
        }
        return Goals.ended(s).orElseGet(() -> Preparing.next(s));
    }

    private boolean movesTraffic() {
        return !(s.request.goal() instanceof Request.Goal.Discard)
                && !(s.request.goal() instanceof Request.Goal.Prepare);
    }

    private boolean served(Release target) {
        return target.desired() > 0 && Proofs.attachedAlone(s, target);
    }

    private Optional<Next> unfinishedCutover() {
        List<CutoverRecord> records = s.records();
        if (records.isEmpty()) {
            return Optional.empty();
        }
        if (!s.held()) {
            return Optional.of(s.act(new Action.Lock()));
        }
        // Of several Services, some may be on the way back already: the others follow them.
        CutoverRecord record = records.stream()
                .filter(each -> each.phase() == CutoverRecord.Phase.RESTORING)
                .findFirst()
                .orElse(records.get(0));
        s.resume(record);
        return record.way() == CutoverRecord.Way.LABEL_OVERLAP || onRelease(record)
                ? Overlap.advance(s, record)
                : Optional.of(Cutover.advance(s, record));
    }

    private boolean onRelease(CutoverRecord record) {
        return s.observed.services().values().stream()
                .noneMatch(service ->
                        service.record().isPresent() && service.record().get().equals(record));
    }
}
