package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Facts.Setback.Kind;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is next, from a request and what the cluster shows now.
 *
 * <p>The order: a lost lock ends the run; an unfinished cutover is finished or undone; a run that goes back goes back; a
 * target that has the traffic alone is looked after; else the target is prepared, and traffic is moved to it.
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
        Next next = new Decision(situation).decide();
        return new Step(next, situation.learned.done());
    }

    private Next decide() {
        if (s.observed.lock() instanceof Observed.Lock.Lost lost) {
            return new Next.Done(WayBack.notConfirmed(
                    s,
                    "Lease %s could not be renewed in time and is now held by %s, who finishes or undoes what was begun"
                            .formatted(lost.lease(), lost.holder())));
        }
        if (s.observed.lock() instanceof Observed.Lock.Denied denied) {
            return refused(List.of(new Problem(
                    "Lease %s".formatted(denied.lease()),
                    "it is held by %s since %s".formatted(denied.holder(), denied.since()),
                    "wait until that run has ended")));
        }
        adoptTarget();
        if (s.facts.broken().isPresent()) {
            return Undo.giveUp(s, s.facts.broken().get());
        }
        Optional<Next> unfinished = unfinishedCutover();
        if (unfinished.isPresent()) {
            return unfinished.get();
        }
        Optional<Facts.Setback> setback = s.facts.setback();
        if (setback.isPresent()) {
            return s.held() || !ownsSomething() ? Undo.finish(s, setback.get()) : act(new Action.Lock());
        }
        Optional<Release> target = s.target();
        if (target.isPresent() && movesTraffic() && Proofs.attachedAlone(s, target.get())) {
            return attached(target.get());
        }
        if (s.facts.cancelled().isPresent()) {
            return goBack(Kind.ABORTED, s.facts.cancelled().get());
        }
        if (s.facts.gate() instanceof Facts.Gate.Refused no) {
            return goBack(Kind.GATE, no.reason());
        }
        return prepare();
    }

    private boolean movesTraffic() {
        return !(s.request.goal() instanceof Request.Goal.Discard)
                && !(s.request.goal() instanceof Request.Goal.Prepare);
    }

    private boolean ownsSomething() {
        return s.target().isPresent();
    }

    private Next goBack(Kind kind, String reason) {
        s.setBack(kind, reason);
        return s.held() || !ownsSomething() ? Undo.finish(s, new Facts.Setback(kind, reason)) : act(new Action.Lock());
    }

    private void adoptTarget() {
        if (s.learned.target().isEmpty()) {
            Candidates.find(s).ifPresent(release -> s.learned.target(release.uid()));
        }
    }

    private Optional<Next> unfinishedCutover() {
        List<CutoverRecord> records = s.records();
        if (records.isEmpty()) {
            return Optional.empty();
        }
        if (!s.held()) {
            return Optional.of(act(new Action.Lock()));
        }
        CutoverRecord record = records.get(0);
        return record.way() == CutoverRecord.Way.LABEL_OVERLAP || onRelease(record)
                ? Overlap.advance(s, record)
                : Optional.of(Cutover.advance(s, record));
    }

    private boolean onRelease(CutoverRecord record) {
        return s.observed.services().values().stream()
                .noneMatch(service ->
                        service.record().isPresent() && service.record().get().equals(record));
    }

    /** The target has the labels; whether it also has all the endpoints is what the slices say. */
    private Next attached(Release target) {
        if (s.facts.promotedAt().isEmpty()) {
            // Selected as soon as it was made, because the Service named its version before: nothing else can serve.
            Optional<Next> unavailable = available(target);
            if (unavailable.isPresent()) {
                return unavailable.get();
            }
        }
        boolean arrived = Proofs.arrived(s, target);
        boolean ours = madeByThisRun(target)
                || !s.facts.replaces().isEmpty()
                || s.facts.promotedAt().isPresent()
                || s.facts.since().keySet().stream().anyMatch(mark -> mark.startsWith("flipped:"));
        if (arrived && !ours) {
            return new Next.Done(new Outcome.AlreadyActive(target.name()));
        }
        if (s.facts.promotedAt().isEmpty() && !arrived) {
            Instant since = s.waitingSince(Wait.HANDED_BACK, target.uid());
            return s.over(since, Cutover.PROOF)
                    ? new Next.Done(WayBack.notConfirmed(
                            s,
                            "%s has the traffic labels, but the endpoints do not show it alone"
                                    .formatted(target.name())))
                    : s.await(Wait.HANDED_BACK, since.plus(Cutover.PROOF), target.name());
        }
        return Aftercare.next(s, target).orElseGet(() -> new Next.Done(Aftercare.success(s)));
    }

    private Next prepare() {
        Optional<Next> ended = impossible();
        if (ended.isPresent()) {
            return ended.get();
        }
        if (s.facts.findings().isEmpty()) {
            return act(new Action.Examine(
                    s.target().isPresent()
                            ? Optional.empty()
                            : s.request.bound().map(bound -> Candidates.fresh(s, bound))));
        }
        if (!s.held()) {
            return act(new Action.Lock());
        }
        if (s.request.goal() instanceof Request.Goal.Discard discard) {
            return discard(discard);
        }
        Optional<Release> target = s.target();
        if (target.isEmpty()) {
            return s.learned.target().isPresent()
                    ? goBack(Kind.FAILED, "The candidate was deleted by somebody before it had traffic; run this again")
                    : create();
        }
        return ready(target.get());
    }

    private Optional<Next> impossible() {
        // A gate is asked without the Leases, so what this run made says that it has begun, not they.
        boolean begun =
                s.target().filter(target -> s.held() || madeByThisRun(target)).isPresent();
        List<Problem> problems = new ArrayList<>(Preflight.problems(s));
        Request.Goal goal = s.request.goal();
        boolean missing = s.target().isEmpty() && s.learned.target().isEmpty();
        if (goal instanceof Request.Goal.Rollback rollback && missing) {
            if (problems.isEmpty() && Earlier.from(s, rollback).isEmpty()) {
                return Optional.of(new Next.Done(new Outcome.NothingToDo(
                        "Nothing is undone: no release of %s carries traffic".formatted(s.request.workload()))));
            }
            problems.add(new Problem(
                    "a rollback to %s".formatted(rollback.to().orElse("the previous good release")),
                    "there is no such release of %s".formatted(s.request.workload()),
                    "look at bluegreen status for those there are"));
        }
        if (goal instanceof Request.Goal.Promote promote) {
            if (missing) {
                problems.add(new Problem(
                        "release %s to be promoted".formatted(promote.release()),
                        "it is not there",
                        "prepare it first"));
            }
            newerActive().ifPresent(problems::add);
        }
        if (goal instanceof Request.Goal.Deploy deploy
                && deploy.gated()
                && s.facts.gate() instanceof Facts.Gate.Passed) {
            newerActive().ifPresent(problems::add);
        }
        if (goal instanceof Request.Goal.Discard discard) {
            if (s.target().isEmpty()) {
                return Optional.of(new Next.Done(new Outcome.Discarded(discard.release())));
            }
            problems.clear();
            if (s.target().filter(s.active()::contains).isPresent()) {
                problems.add(new Problem(
                        "release %s to be discarded".formatted(discard.release()),
                        "it carries traffic",
                        "roll back first"));
            }
        }
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        boolean written = begun && s.request.bound().isPresent();
        return Optional.of(written ? goBack(Kind.FAILED, sentences(problems)) : refused(problems));
    }

    private Optional<Problem> newerActive() {
        return s.target().flatMap(target -> s.othersActive().stream()
                .filter(other -> Release.BY_AGE.compare(other, target) > 0)
                .findFirst()
                .map(newer -> new Problem(
                        "traffic for %s".formatted(target.name()),
                        "the newer release %s has become active since it was prepared".formatted(newer.name()),
                        "prepare it again if it is to replace that one")));
    }

    private boolean madeByThisRun(Release release) {
        return release.annotation(Keys.RUN).equals(Optional.of(s.request.run().id()));
    }

    private Next discard(Request.Goal.Discard discard) {
        Optional<Release> target = s.target();
        return target.isEmpty() || target.get().deleting()
                ? new Next.Done(new Outcome.Discarded(discard.release()))
                : act(new Action.Delete(target.get()));
    }

    private Next create() {
        Optional<Release> inTheWay = Candidates.inTheWay(s);
        if (inTheWay.isPresent()) {
            return inTheWay.get().deleting()
                    ? s.await(Wait.GONE, s.now.plusSeconds(30), inTheWay.get().name())
                    : act(new Action.Delete(inTheWay.get()));
        }
        return act(new Action.Create(Candidates.fresh(s, s.request.bound().orElseThrow())));
    }

    private Next ready(Release target) {
        int size = Candidates.size(s);
        if (target.deleting()) {
            return goBack(Kind.FAILED, "%s is being deleted by somebody; run this again".formatted(target.name()));
        }
        if (target.paused()) {
            return goBack(
                    Kind.FAILED, "Deployment %s is paused; resume it and run this again".formatted(target.name()));
        }
        boolean unequipped = target.annotation(Keys.COMPANIONS).equals(Optional.of(Keys.PENDING));
        if (unequipped && s.request.bound().isPresent()) {
            return act(new Action.Equip(
                    target, Candidates.companions(s, s.request.bound().orElseThrow(), target.name()), size));
        }
        if (target.desired() < size) {
            return act(new Action.Scale(target, size));
        }
        Optional<Next> adopting = adoptActive();
        if (adopting.isPresent()) {
            return adopting.get();
        }
        Optional<Next> unavailable = available(target);
        if (unavailable.isPresent()) {
            return unavailable.get();
        }
        return promote(target);
    }

    /** A release that others made gets an own label, so that the way back to it is one write. */
    private Optional<Next> adoptActive() {
        if (!s.labelMode() || Ways.overlap(s)) {
            return Optional.empty();
        }
        return s.othersActive().stream()
                .filter(Release::isReplicaSet)
                .flatMap(release -> Relabelling.adopt(s, release.name()).next(release, Map.of()).stream())
                .filter(Next.Act.class::isInstance)
                .findFirst();
    }

    private Optional<Next> available(Release target) {
        Instant since = s.waitingSince(Wait.AVAILABLE, target.uid());
        Optional<Instant> available = s.since("available:" + target.uid(), Availability.available(target));
        if (available.isEmpty()) {
            Optional<String> hopeless = Availability.hopeless(s, target);
            if (hopeless.isPresent()) {
                return Optional.of(goBack(Kind.FAILED, hopeless.get()));
            }
            Duration limit = s.options().readyTimeout();
            Instant deadline = since.plus(limit);
            return Optional.of(
                    s.over(since, limit)
                            ? goBack(
                                    Kind.FAILED,
                                    "%s did not become available within %s: %s"
                                            .formatted(target.name(), limit, Availability.progress(target)))
                            : s.await(
                                    Wait.AVAILABLE,
                                    Availability.lookAgain(s, deadline),
                                    Availability.progress(target)));
        }
        Instant stable = available.get().plus(s.options().stable());
        return s.now.isBefore(stable) ? Optional.of(s.await(Wait.STABLE, stable, target.name())) : Optional.empty();
    }

    private Next promote(Release target) {
        boolean prepare = s.request.goal() instanceof Request.Goal.Prepare;
        boolean ask = s.request.goal() instanceof Request.Goal.Deploy deploy
                && deploy.gated()
                && s.facts.gate() instanceof Facts.Gate.NotAsked;
        if (prepare || ask) {
            if (target.annotation(Keys.PREPARED_AT).isEmpty()) {
                return act(
                        new Action.Annotate(target, Map.of(), Map.of(Keys.PREPARED_AT, Optional.of(s.now.toString()))));
            }
            Optional<String> preview = s.options().previewService();
            if (preview.isPresent()
                    && s.observed.otherServices().stream()
                            .noneMatch(other -> other.name().equals(preview.get()))) {
                return act(new Action.CreatePreview(
                        preview.get(), target, s.services().get(0)));
            }
            return prepare ? new Next.Done(new Outcome.Prepared(target.name())) : new Next.AskGate(target);
        }
        return Ways.begin(s, target);
    }

    private Next refused(List<Problem> problems) {
        return new Next.Done(new Outcome.Refused(problems));
    }

    private static String sentences(List<Problem> problems) {
        return String.join(" ", problems.stream().map(Problem::sentence).toList());
    }

    private static Next act(Action action) {
        return new Next.Act(List.of(action));
    }
}
