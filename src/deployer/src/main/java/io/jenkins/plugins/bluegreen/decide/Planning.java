package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what a run would do, from the same rules as the run. */
public final class Planning {
    private Planning() {}

    /**
     * The question to the API server without which a plan is not complete.
     *
     * @param request what is asked for
     * @param observed what the cluster shows
     * @param now the time
     * @return the question
     */
    public static Action.Examine question(Request request, Observed observed, Instant now) {
        Situation s = situation(request, observed, now);
        return new Action.Examine(
                s.target().isPresent() ? Optional.empty() : request.bound().flatMap(bound -> candidate(s, bound)));
    }

    /** Nothing where none can be made; why not is among the problems. */
    private static Optional<Action.NewRelease> candidate(Situation s, Bound bound) {
        try {
            return Optional.of(Candidates.fresh(s, bound));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    /**
     * Makes the plan.
     *
     * @param request what is asked for
     * @param observed what the cluster shows; its facts hold the findings
     * @param now the time
     * @return the plan
     */
    public static Plan of(Request request, Observed observed, Instant now) {
        Situation s = situation(request, observed, now);
        List<Problem> problems = Preflight.problems(s);
        Optional<Release> target = s.target();
        boolean active = target.isPresent() && problems.isEmpty() && Proofs.arrived(s, target.get());
        String name = target.map(Release::name).orElseGet(() -> request.bound()
                .filter(bound -> problems.isEmpty())
                .map(bound -> Candidates.fresh(s, bound).name())
                .orElse(request.workload()));
        List<String> replaces = s.othersActive().stream().map(Release::name).toList();
        boolean overlap = problems.isEmpty() && Ways.overlap(s);
        List<String> warnings = new ArrayList<>(s.learned.done().warnings());
        request.bound().map(Bound::warnings).ifPresent(warnings::addAll);
        return new Plan(
                Plan.SCHEMA_VERSION,
                name,
                target.isPresent(),
                active,
                active ? target.get().desired() : Candidates.size(s),
                request.bound().map(Bound::images).orElse(Map.of()),
                replaces,
                overlap ? "overlap" : "atomic",
                problems.isEmpty() ? steps(s, name, replaces, overlap, active) : List.of(),
                problems,
                warnings);
    }

    private static Situation situation(Request request, Observed observed, Instant now) {
        Situation s = new Situation(request, observed, now);
        Candidates.find(s).ifPresent(release -> s.learned.target(release.uid()));
        return s;
    }

    private static List<String> steps(
            Situation s, String name, List<String> replaces, boolean overlap, boolean active) {
        List<String> steps = new ArrayList<>();
        if (!s.records().isEmpty()) {
            CutoverRecord record = s.records().get(0);
            steps.add("Finish or undo the cutover to %s that %s left"
                    .formatted(record.to().name(), record.run()));
        }
        if (active) {
            steps.add("Nothing: %s has the traffic already".formatted(name));
            return steps;
        }
        int size = Candidates.size(s);
        s.target()
                .ifPresentOrElse(
                        release -> {
                            if (release.desired() < size) {
                                steps.add("Scale %s from %d to %d".formatted(name, release.desired(), size));
                            }
                        },
                        () -> steps.add("Create %s with %d replicas, without traffic".formatted(name, size)));
        companions(s, name).ifPresent(steps::add);
        steps.add("Wait until all of it is available");
        boolean prepare = s.request.goal() instanceof Request.Goal.Prepare;
        boolean gated = s.request.goal() instanceof Request.Goal.Deploy deploy && deploy.gated();
        if (prepare || gated) {
            s.options()
                    .previewService()
                    .ifPresent(preview -> steps.add("Make Service %s over it alone, as a preview".formatted(preview)));
        }
        if (prepare) {
            return steps;
        }
        if (gated) {
            steps.add("Ask the gate");
        }
        String services = String.join(", ", s.request.services());
        steps.add("Move the traffic of %s to it, %s"
                .formatted(
                        services,
                        overlap
                                ? "by overlap: both versions serve for a while"
                                        + Ways.reasonToOverlap(s)
                                                .map(reason -> ", because " + reason)
                                                .orElse("")
                                : "in one write"));
        Duration verify = s.options().verify();
        if (!verify.isZero()) {
            steps.add("Watch it for %s, and go back if it degrades".formatted(Availability.words(verify)));
        }
        replaces.forEach(old -> steps.add(after(s, old)));
        History.afterwards(s)
                .forEach(old -> steps.add("Delete %s and what came with it: %s"
                        .formatted(
                                old.name(),
                                Candidates.abandoned(old)
                                        ? "a run that was cut off has left it"
                                        : "the history is %d"
                                                .formatted(s.options().history()))));
        return steps;
    }

    /** What comes with a release that is yet to be made, or that was not made to its end. */
    private static Optional<String> companions(Situation s, String name) {
        boolean made = s.target()
                .filter(release -> !release.annotation(Keys.COMPANIONS).equals(Optional.of(Keys.PENDING)))
                .isPresent();
        String objects = s.request.bound().stream()
                .flatMap(bound -> Candidates.companions(s, bound, name).stream())
                .map(object -> object.get("kind") + " " + ((Map<?, ?>) object.get("metadata")).get("name"))
                .collect(Collectors.joining(", "));
        return made || objects.isEmpty() ? Optional.empty() : Optional.of("Make what comes with it: " + objects);
    }

    private static String after(Situation s, String old) {
        return switch (s.options().retire()) {
            case KEEP -> "Keep %s without traffic, as the way back".formatted(old);
            case SCALE_DOWN ->
                "Scale %s to 0 after %d s".formatted(old, s.options().drain().toSeconds());
            case DELETE ->
                "Delete %s after %d s".formatted(old, s.options().drain().toSeconds());
        };
    }
}
