package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Move;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

    private Aftercare(Situation s, Release served) {
        this.s = s;
        this.served = served;
    }

    /** The next thing to do; nothing when the run has ended well. */
    static Optional<Next> next(Situation s, Release served) {
        Aftercare care = new Aftercare(s, served);
        Instant since = s.facts.promotedAt().orElse(s.now);
        s.learned.promotedAt(s.now);
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
        if (!served.good()) {
            Map<String, Optional<String>> promoted = new LinkedHashMap<>();
            promoted.put(Keys.PROMOTED_AT, Optional.of(s.now.toString()));
            promoted.put(Keys.ROLLED_BACK_AT, Optional.empty());
            promoted.put(Keys.PREPARED_AT, Optional.empty());
            actions.add(new Action.Annotate(served, Map.of(), promoted));
        }
        boolean backwards = s.request.goal() instanceof Request.Goal.Rollback;
        replaced()
                .filter(release ->
                        backwards && release.annotation(Keys.ROLLED_BACK_AT).isEmpty())
                .forEach(release -> actions.add(new Action.Annotate(
                        release, Map.of(), Map.of(Keys.ROLLED_BACK_AT, Optional.of(s.now.toString())))));
        s.observed.otherServices().stream()
                .filter(other -> other.previewOf().equals(Optional.of(served.name())))
                .forEach(preview -> actions.add(new Action.DeletePreview(preview.name())));
        return actions.isEmpty() ? Optional.empty() : Optional.of(new Next.Act(actions));
    }

    private Optional<Next> verify(Instant since) {
        Duration verify = s.options().verify();
        if (verify.isZero() || s.facts.cancelled().isPresent()) {
            return Optional.empty();
        }
        boolean degraded = !Availability.available(served);
        Optional<Instant> ill = s.since("degraded:" + served.uid(), degraded);
        if (ill.filter(from -> s.over(from, DEGRADED)).isPresent()) {
            return Reversal.of(s, finished());
        }
        if (degraded) {
            return Optional.of(s.await(Wait.VERIFY, ill.orElse(s.now).plus(DEGRADED), served.name()));
        }
        return s.over(since, verify)
                ? Optional.empty()
                : Optional.of(s.await(Wait.VERIFY, since.plus(verify), served.name()));
    }

    /** The cutover that has ended, as its record would be: what there is to take back. */
    private CutoverRecord finished() {
        boolean label = s.labelMode();
        Map<String, Move> moves = new LinkedHashMap<>();
        s.services().forEach(service -> moves.put(service.name(), move(service)));
        return new CutoverRecord(
                "",
                label ? Way.LABEL_ATOMIC : Way.SELECTOR_ATOMIC,
                Phase.COMMITTED,
                served.id(),
                List.copyOf(s.facts.replaces()),
                moves,
                label ? s.trafficLabels() : Map.of(),
                s.request.run().id(),
                s.request.run().url(),
                s.now,
                "");
    }

    private Move move(ServiceState service) {
        Map<String, String> before = new LinkedHashMap<>(service.selector());
        if (!s.labelMode()) {
            String key = s.options().versionLabel();
            replaced()
                    .findFirst()
                    .ifPresent(old -> before.put(key, old.templateLabels().getOrDefault(key, "")));
        }
        return new Move(before, service.selector(), service.selector());
    }

    private Optional<Next> retire(Instant since) {
        List<Release> old = replaced().filter(release -> !release.deleting()).toList();
        Retire retire = s.options().retire();
        boolean nothing = retire == Retire.KEEP
                || s.facts.cancelled().isPresent()
                || s.request.goal() instanceof Request.Goal.Rollback
                || old.isEmpty();
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
        if (s.facts.cancelled().isPresent()) {
            return Optional.empty();
        }
        String previous = served.annotation(Keys.PREVIOUS).orElse("");
        List<Release> active = s.active();
        List<Release> idle = s.observed.releases().stream()
                .filter(release -> s.request.workload().equals(release.labels().get(Keys.WORKLOAD)))
                .filter(release -> !release.deleting() && !active.contains(release))
                .filter(release -> !release.uid().equals(served.uid()))
                .filter(release -> !release.name().equals(previous))
                .filter(release -> !s.facts.replaces().contains(release.id()))
                .filter(release -> release.annotation(Keys.PREPARED_AT).isEmpty())
                .sorted(Comparator.comparing(Release::created)
                        .thenComparing(Release::name)
                        .reversed())
                .toList();
        List<Action> actions = new ArrayList<>();
        int kept = previous.isEmpty() ? 0 : 1;
        for (Release release : idle) {
            boolean abandoned = release.annotation(Keys.PROMOTED_AT).isEmpty()
                    && release.annotation(Keys.FAILED).isEmpty();
            if (abandoned || kept >= s.options().history()) {
                actions.add(new Action.Delete(release));
            } else {
                kept++;
            }
        }
        return actions.isEmpty() ? Optional.empty() : Optional.of(new Next.Act(actions));
    }

    private Stream<Release> replaced() {
        return s.facts.replaces().stream().flatMap(id -> s.observed.release(id).stream());
    }
}
