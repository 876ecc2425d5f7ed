package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Facts.Setback.Kind;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a goal asks of the cluster beyond what every run asks: whether it can be reached, or is reached without doing. */
final class Goals {
    private Goals() {}

    /** How the run ends, or goes back, because of what was asked for and what there is; nothing if it goes on. */
    static Optional<Next> ended(Situation s) {
        Request.Goal goal = s.request.goal();
        if (goal instanceof Request.Goal.Discard discard) {
            return discarded(s, discard);
        }
        if (goal instanceof Request.Goal.Rollback rollback) {
            Optional<Next> nothing = rollback(s, rollback);
            if (nothing.isPresent()) {
                return nothing;
            }
        }
        Optional<Next> unknown = Surroundings.known(s);
        if (unknown.isPresent()) {
            return unknown;
        }
        List<Problem> problems = new ArrayList<>(Preflight.problems(s));
        boolean missing = s.target().isEmpty() && s.learned.target().isEmpty();
        if (goal instanceof Request.Goal.Rollback rollback && missing) {
            problems.add(noRelease(s, rollback));
        }
        if (goal instanceof Request.Goal.Promote promote
                && (missing || s.target().isPresent())) {
            promotable(s, promote).ifPresent(problems::add);
        }
        boolean asked = goal instanceof Request.Goal.Promote || s.facts.gate() instanceof Facts.Gate.Passed;
        if (asked) {
            newerActive(s).ifPresent(problems::add);
        }
        if (problems.isEmpty()) {
            return Optional.empty();
        }
        if (s.facts.findings().isEmpty() && !s.begun()) {
            // What only the API server can tell is told together with the rest.
            return Optional.of(Preparing.examine(s));
        }
        boolean made = s.target()
                .filter(target -> s.begun() || s.request.bound().isPresent() && ownRun(s, target))
                .isPresent();
        return Optional.of(made ? s.goBack(Kind.FAILED, sentences(problems)) : s.refused(problems));
    }

    private static Optional<Next> rollback(Situation s, Request.Goal.Rollback rollback) {
        boolean undoing = s.remembers(Situation.TO_NOTHING);
        Optional<Release> from = undoing
                ? s.facts.replaces().stream().findFirst().flatMap(s.observed::release)
                : Earlier.from(s, rollback);
        if (!undoing
                && from.isEmpty()
                && (s.target().isEmpty() || rollback.from().isPresent())
                && !s.begun()) {
            return Optional.of(new Next.Done(new Outcome.NothingToDo(rollback.from()
                    .map(name -> "Nothing is undone: %s carries no traffic".formatted(name))
                    .orElse("Nothing is undone: no release of %s carries traffic".formatted(s.request.workload())))));
        }
        boolean first = rollback.from().isPresent()
                && rollback.to().filter(to -> !to.equals("previous")).isEmpty()
                && from.filter(release -> release.annotation(Keys.PREVIOUS).isEmpty())
                        .isPresent();
        if (!undoing && (!first || s.target().isPresent())) {
            return Optional.empty();
        }
        s.remember(Situation.TO_NOTHING);
        from.ifPresent(release -> s.learned.replaces(Set.of(release.id())));
        return Optional.of(from.map(release -> ToNothing.next(s, release)).orElseGet(() -> ToNothing.done()));
    }

    private static Problem noRelease(Situation s, Request.Goal.Rollback rollback) {
        Optional<String> gone = Earlier.from(s, rollback)
                .flatMap(from -> from.annotation(Keys.PREVIOUS))
                .filter(name -> s.observed.release(name).isEmpty());
        return new Problem(
                "a rollback to %s".formatted(rollback.to().orElse("the previous good release")),
                gone.filter(name -> rollback.to().isEmpty())
                        .map(name -> "%s, which was replaced, is gone, and no other release of %s was good"
                                .formatted(name, s.request.workload()))
                        .orElse("there is no such release of %s".formatted(s.request.workload())),
                "look at bluegreen status for those there are");
    }

    private static Optional<Problem> promotable(Situation s, Request.Goal.Promote promote) {
        String asked = "release %s to be promoted".formatted(promote.release());
        Optional<Release> target = s.target();
        if (target.isEmpty()) {
            return Optional.of(new Problem(asked, "it is not there", "prepare it first"));
        }
        boolean own = ownRun(s, target.get());
        boolean prepared = target.get().annotation(Keys.PREPARED_AT).isPresent();
        return own || prepared || s.begun()
                ? Optional.empty()
                : Optional.of(new Problem(
                        asked, "it was not prepared, or was promoted before", "prepare one, or roll back to it"));
    }

    private static boolean ownRun(Situation s, Release release) {
        return release.annotation(Keys.RUN).equals(Optional.of(s.request.run().id()));
    }

    private static Optional<Problem> newerActive(Situation s) {
        return s.target().flatMap(target -> s.othersActive().stream()
                .filter(other -> Release.BY_AGE.compare(other, target) > 0)
                .findFirst()
                .map(newer -> new Problem(
                        "traffic for %s".formatted(target.name()),
                        "the newer release %s has become active since it was prepared".formatted(newer.name()),
                        "prepare it again if it is to replace that one")));
    }

    private static Optional<Next> discarded(Situation s, Request.Goal.Discard discard) {
        Optional<Release> target = s.target();
        String asked = "release %s to be discarded".formatted(discard.release());
        if (target.isEmpty()) {
            return Optional.of(new Next.Done(new Outcome.Discarded(discard.release())));
        }
        if (s.active().contains(target.get())) {
            return Optional.of(s.refused(List.of(new Problem(asked, "it carries traffic", "roll back first"))));
        }
        boolean candidate = target.get().annotation(Keys.REQUESTED).isPresent()
                && (target.get().annotation(Keys.PREPARED_AT).isPresent()
                        || target.get().annotation(Keys.PROMOTED_AT).isEmpty());
        return candidate
                ? Optional.empty()
                : Optional.of(s.refused(List.of(new Problem(
                        asked,
                        "it is no candidate: it served before, or was not made by a run",
                        "delete it by hand if nobody needs it"))));
    }

    /** Deletes a candidate and its preview. */
    static Next discard(Situation s, Request.Goal.Discard discard) {
        Optional<Release> target = s.target().filter(release -> !release.deleting());
        if (target.isEmpty()) {
            return new Next.Done(new Outcome.Discarded(discard.release()));
        }
        List<Action> actions = new ArrayList<>(Undo.previews(s, target.get()));
        actions.add(new Action.Delete(target.get()));
        return new Next.Act(actions);
    }

    private static String sentences(List<Problem> problems) {
        return String.join(" ", problems.stream().map(Problem::sentence).toList());
    }
}
