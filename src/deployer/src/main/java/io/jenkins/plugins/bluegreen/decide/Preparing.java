package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Facts.Setback.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the target and waits for it, up to the write that moves traffic to it. */
final class Preparing {
    private static final Duration GONE = Duration.ofMinutes(2);

    private final Situation s;

    private Preparing(Situation s) {
        this.s = s;
    }

    static Next next(Situation s) {
        return new Preparing(s).next();
    }

    private Next next() {
        if (s.facts.findings().isEmpty()) {
            return examine(s);
        }
        if (!s.held()) {
            return s.act(new Action.Lock());
        }
        if (s.request.goal() instanceof Request.Goal.Discard discard) {
            return Goals.discard(s, discard);
        }
        Optional<Release> target = s.target();
        if (target.isEmpty()) {
            return s.begun() && s.learned.target().isPresent()
                    ? s.goBack(
                            Kind.FAILED, "The candidate was deleted by somebody before it had traffic; run this again")
                    : create();
        }
        return ready(target.get());
    }

    static Next examine(Situation s) {
        return s.act(new Action.Examine(
                s.target().isPresent()
                        ? Optional.empty()
                        : s.request.bound().map(bound -> Candidates.fresh(s, bound))));
    }

    private Next create() {
        Optional<Release> inTheWay = Candidates.inTheWay(s);
        if (inTheWay.isEmpty()) {
            return s.act(new Action.Create(Candidates.fresh(s, s.request.bound().orElseThrow())));
        }
        Release old = inTheWay.get();
        if (!old.deleting()) {
            return s.act(new Action.Delete(old));
        }
        Instant since = s.waitingSince(Wait.GONE, old.uid());
        return s.over(since, GONE)
                ? s.goBack(
                        Kind.FAILED,
                        "%s is being deleted and does not go: look at its finalizers".formatted(old.name()))
                : s.await(Wait.GONE, since.plus(GONE), old.name());
    }

    private Next ready(Release target) {
        if (target.deleting()) {
            return s.goBack(Kind.FAILED, "%s is being deleted by somebody; run this again".formatted(target.name()));
        }
        if (s.request.bound().isPresent() && Candidates.abandoned(target) && !runIs(target)) {
            return s.act(new Action.Annotate(target, Map.of(), byThisRun()));
        }
        int size = Candidates.size(s);
        boolean unequipped = target.annotation(Keys.COMPANIONS).equals(Optional.of(Keys.PENDING));
        if (unequipped && s.request.bound().isPresent()) {
            return s.act(new Action.Equip(
                    target, Candidates.companions(s, s.request.bound().orElseThrow(), target.name()), size));
        }
        if (target.desired() < size) {
            s.remember(Situation.SCALED + target.desired());
            return s.act(new Action.Scale(target, size));
        }
        Optional<Next> adopting = adopt().filter(Next.Act.class::isInstance);
        if (adopting.isPresent()) {
            return adopting.get();
        }
        return available(s, target).orElseGet(() -> promote(target));
    }

    /** A release that others made gets an own label, so that the way back to it is one write. */
    private Optional<Next> adopt() {
        if (!s.labelMode() || Ways.overlap(s)) {
            return Optional.empty();
        }
        return s.othersActive().stream()
                .filter(release ->
                        release.isReplicaSet() && !release.selectorKeys().contains(Keys.RELEASE))
                .flatMap(release -> Relabelling.adopt(s, release.name()).next(release, Map.of()).stream())
                .findFirst();
    }

    /** What is next until all of a release is available, and has been for the stable time. */
    static Optional<Next> available(Situation s, Release target) {
        Instant since = s.waitingSince(Wait.AVAILABLE, target.uid());
        Optional<Instant> available = s.since("available:" + target.uid(), Availability.undisputed(target));
        if (available.isEmpty()) {
            return Optional.of(notYet(s, target, since));
        }
        Instant stable = available.get().plus(s.options().stable());
        return s.now.isBefore(stable) ? Optional.of(s.await(Wait.STABLE, stable, target.name())) : Optional.empty();
    }

    private static Next notYet(Situation s, Release target, Instant since) {
        Optional<String> hopeless = Availability.hopeless(s, target);
        if (hopeless.isPresent()) {
            return s.goBack(Kind.FAILED, hopeless.get());
        }
        String progress = Availability.progress(target);
        Duration limit = s.options().readyTimeout();
        if (s.over(since, limit)) {
            return s.goBack(
                    Kind.FAILED,
                    "%s did not become available within %s: %s"
                            .formatted(target.name(), Availability.words(limit), progress));
        }
        Instant until = Availability.lookAgain(s, target, since.plus(limit));
        return new Next.Await(
                Wait.AVAILABLE, until, progress, Availability.declared(target) ? 1 : Next.Await.WHATEVER_CHANGES);
    }

    private Next promote(Release target) {
        boolean prepare = s.request.goal() instanceof Request.Goal.Prepare;
        boolean ask = s.request.goal() instanceof Request.Goal.Deploy deploy
                && deploy.gated()
                && s.facts.gate() instanceof Facts.Gate.NotAsked;
        if (prepare || ask) {
            return handToGate(target, prepare);
        }
        Optional<String> unreachable = Reach.problem(s, target);
        if (unreachable.isPresent()) {
            return s.goBack(Kind.FAILED, unreachable.get());
        }
        Optional<Next> adopting = adopt();
        if (adopting.isPresent()) {
            return adopting.get() instanceof Next.Done
                    ? s.goBack(Kind.FAILED, "The release that serves now could not be given a label of its own")
                    : adopting.get();
        }
        if (Disturbances.putBackTooOften(s)) {
            return s.goBack(Kind.FAILED, Disturbances.sentence(s.request.services()));
        }
        return Ways.begin(s, target);
    }

    private boolean runIs(Release target) {
        return target.annotation(Keys.RUN).equals(Optional.of(s.request.run().id()));
    }

    private Map<String, Optional<String>> byThisRun() {
        return Map.of(
                Keys.RUN,
                Optional.of(s.request.run().id()),
                Keys.RUN_URL,
                Optional.of(s.request.run().url()));
    }

    private Next handToGate(Release target, boolean prepare) {
        if (target.annotation(Keys.PREPARED_AT).isEmpty()) {
            Map<String, Optional<String>> prepared = new HashMap<>(byThisRun());
            prepared.put(Keys.PREPARED_AT, Optional.of(s.now.toString()));
            return s.act(new Action.Annotate(target, Map.of(), prepared));
        }
        Optional<String> preview = s.options().previewService();
        List<Observed.OtherService> others = s.observed.otherServices();
        if (preview.isPresent()
                && others.stream().noneMatch(other -> other.name().equals(preview.get()))) {
            return s.act(
                    new Action.CreatePreview(preview.get(), target, s.services().get(0)));
        }
        return prepare ? new Next.Done(new Outcome.Prepared(target.name())) : new Next.AskGate(target);
    }
}
