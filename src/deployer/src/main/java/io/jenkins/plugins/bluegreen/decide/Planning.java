package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                s.target().isPresent()
                                || Preflight.problems(s).stream().findAny().isPresent()
                        ? Optional.empty()
                        : request.bound().map(bound -> Candidates.fresh(s, bound)));
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
        steps.add("Wait until all of it is available");
        if (s.request.goal() instanceof Request.Goal.Prepare) {
            return steps;
        }
        if (s.request.goal() instanceof Request.Goal.Deploy deploy && deploy.gated()) {
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
        replaces.forEach(old -> steps.add(after(s, old)));
        return steps;
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
