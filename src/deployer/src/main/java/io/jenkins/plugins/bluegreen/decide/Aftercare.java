package io.jenkins.plugins.bluegreen.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows when the release has the traffic alone: write that down, watch it, drain, retire, prune. */
final class Aftercare {
    private static final Duration DEGRADED = Duration.ofSeconds(5);

    private final Situation s;
    private final Release served;
    private final boolean backwards;

    private Aftercare(Situation s, Release served) {
        this.s = s;
        this.served = served;
        this.backwards = s.request.goal() instanceof Request.Goal.Rollback;
    }

    /** The next thing to do; nothing when the run has ended well. */
    static Optional<Next> next(Situation s, Release served) {
        Aftercare care = new Aftercare(s, served);
        Instant since = s.facts.promotedAt().orElse(s.now);
        s.learned.promotedAt(s.now);
        Finished.remember(s, served);
        return care.writeDown()
                .or(() -> care.verify(since))
                .or(() -> care.retire(since))
                .or(care::prune);
    }

    /** How a run that has ended well is told. */
    static Outcome success(Situation s) {
        String name = s.target().map(Release::name).orElse("");
        return s.request.goal() instanceof Request.Goal.Rollback
                ? new Outcome.RolledBack(name, "it was asked for", true)
                : new Outcome.Promoted(name);
    }

    private Optional<Next> writeDown() {
        List<Action> actions = new ArrayList<>();
        Map<String, Optional<String>> promoted = new LinkedHashMap<>();
        String run = s.request.run().id();
        boolean movedByThis =
                Undo.moved(s) && !served.annotation(Keys.PROMOTED_BY).equals(Optional.of(run));
        if (!served.good() || served.annotation(Keys.PREPARED_AT).isPresent() || movedByThis) {
            promoted.putAll(Exchange.promoted(s, run));
        }
        Optional<String> previous = replaced()
                .max(Earlier.LAST_PROMOTED)
                .map(Release::name)
                .filter(name -> !backwards && !served.annotation(Keys.PREVIOUS).equals(Optional.of(name)));
        previous.ifPresent(name -> promoted.put(Keys.PREVIOUS, Optional.of(name)));
        if (!promoted.isEmpty()) {
            actions.add(new Action.Annotate(served, Map.of(), promoted));
        }
        String key = backwards ? Keys.ROLLED_BACK_AT : Keys.PROMOTED_AT;
        replaced()
                .filter(release ->
                        !release.deleting() && release.annotation(key).isEmpty())
                .forEach(release -> actions.add(new Action.Annotate(
                        release,
                        Map.of(),
                        Map.of(key, Optional.of((backwards ? s.now : release.created()).toString())))));
        actions.addAll(Undo.previews(s, served));
        return actions.isEmpty() ? Optional.empty() : Optional.of(new Next.Act(actions));
    }

    private Optional<Next> verify(Instant since) {
        Duration verify = s.options().verify();
        boolean verified = s.remembers("verified");
        if (verify.isZero() || verified || s.facts.cancelled().isPresent()) {
            return Optional.empty();
        }
        Optional<Next> ill = ill(s, served, Wait.VERIFY);
        if (ill.isPresent()) {
            return ill;
        }
        if (!s.over(since, verify)) {
            return Optional.of(s.await(Wait.VERIFY, since.plus(verify), served.name()));
        }
        s.remember("verified");
        return Optional.empty();
    }

    /** What is next as long as a release that has the traffic is not well: it is given a while, then taken back. */
    static Optional<Next> ill(Situation s, Release served, Wait what) {
        Optional<Instant> ill = s.since("degraded:" + served.uid(), !Availability.well(s, served));
        Optional<Instant> unserved = Unreached.after(s, served);
        if (ill.filter(from -> s.over(from, DEGRADED)).isPresent() || Unreached.tooLong(s, unserved)) {
            return Optional.of(Finished.takeBack(
                    s, served.id(), "%s has degraded (%s)".formatted(served.name(), Availability.progress(served))));
        }
        if (ill.isPresent() || unserved.isPresent()) {
            Instant soon = unserved.map(Unreached::limit)
                    .orElseGet(() -> ill.orElse(s.now).plus(DEGRADED));
            return Optional.of(s.await(what, soon, served.name()));
        }
        return Optional.empty();
    }

    private Optional<Next> retire(Instant since) {
        List<Release> old = replaced().filter(release -> !release.deleting()).toList();
        Retire retire = s.options().retire();
        boolean nothing = retire == Retire.KEEP || s.facts.cancelled().isPresent() || backwards || old.isEmpty();
        if (nothing) {
            return Optional.empty();
        }
        if (!s.over(since, s.options().drain())) {
            return Optional.of(s.await(
                    Wait.DRAIN, since.plus(s.options().drain()), old.get(0).name()));
        }
        List<Action> actions = new ArrayList<>();
        for (Release release : old) {
            if (retire == Retire.DELETE) {
                actions.add(new Action.Delete(release));
            } else if (release.desired() > 0) {
                actions.add(new Action.Scale(release, 0));
            }
        }
        return actions.isEmpty() ? Optional.empty() : Optional.of(new Next.Act(actions));
    }

    private Optional<Next> prune() {
        if (s.facts.cancelled().isPresent() || backwards) {
            return Optional.empty();
        }
        List<Action> actions = new ArrayList<>();
        History.superfluous(s, served).forEach(release -> actions.add(new Action.Delete(release)));
        return actions.isEmpty() ? Optional.empty() : Optional.of(new Next.Act(actions));
    }

    private Stream<Release> replaced() {
        return s.learned.replaces().stream().flatMap(id -> s.observed.release(id).stream());
    }
}
