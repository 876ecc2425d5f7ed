package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Outcome.Failed.State;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ends a run that goes back: no cutover is under way any more, what served before is proven, the candidate goes. */
final class Undo {
    private Undo() {}

    static Next finish(Situation s, Facts.Setback setback) {
        Optional<Release> target = s.target();
        if (moved(s)) {
            boolean restored = s.services().stream().allMatch(service -> asBefore(s, service, target));
            Instant since = s.waitingSince(Wait.RESTORED, s.request.workload());
            if (!restored) {
                return s.over(since, Cutover.PROOF)
                        ? new Next.Done(WayBack.notConfirmed(
                                s,
                                setback.reason()
                                        + ". The selectors were put back, but the endpoints have not followed"))
                        : s.await(Wait.RESTORED, since.plus(Cutover.PROOF), s.request.workload());
            }
        }
        boolean ill = setback.kind() == Facts.Setback.Kind.FAILED
                && target.filter(release -> !release.deleting()).isPresent();
        if (ill && s.facts.diagnosis().isEmpty()) {
            return new Next.Act(List.of(new Action.Diagnose(target.orElseThrow())));
        }
        List<Action> cleaning = new ArrayList<>();
        target.filter(release -> madeByThis(s, release)).ifPresent(release -> {
            if (s.options().keepFailed()) {
                if (release.annotation(Keys.FAILED).isEmpty()) {
                    cleaning.add(
                            new Action.Annotate(release, Map.of(), Map.of(Keys.FAILED, Optional.of(setback.reason()))));
                }
            } else if (!release.deleting()) {
                cleaning.add(new Action.Delete(release));
            }
            s.observed.otherServices().stream()
                    .filter(other -> other.previewOf().equals(Optional.of(release.name())))
                    .forEach(preview -> cleaning.add(new Action.DeletePreview(preview.name())));
        });
        if (!cleaning.isEmpty()) {
            return new Next.Act(cleaning);
        }
        if (s.facts.promotedAt().isPresent()) {
            String back = s.facts.replaces().stream()
                    .map(ReleaseId::name)
                    .sorted()
                    .findFirst()
                    .orElse("");
            return new Next.Done(new Outcome.RolledBack(back, setback.reason(), false));
        }
        return new Next.Done(new Outcome.Failed(
                setback.reason(),
                moved(s) ? State.RESTORED : State.UNTOUCHED,
                List.of(),
                s.facts.diagnosis().orElse(List.of())));
    }

    /** Nothing more can be done: says what the cluster is like, as far as that is known. */
    static Next giveUp(Situation s, String message) {
        String reason = s.facts
                .setback()
                .map(setback -> setback.reason() + "; and going back failed: " + message)
                .orElse(message);
        boolean done = s.facts.promotedAt().isPresent()
                && s.facts.setback().isEmpty()
                && s.records().isEmpty();
        if (done) {
            s.learned.warning("What was to follow was not done: " + message);
            return new Next.Done(Aftercare.success(s));
        }
        if (moved(s) || !s.records().isEmpty()) {
            return new Next.Done(WayBack.notConfirmed(s, reason));
        }
        Optional<Release> left = s.target().filter(release -> madeByThis(s, release));
        if (left.isEmpty() && s.facts.setback().isEmpty()) {
            return new Next.Done(new Outcome.Refused(List.of(new Problem(
                    "namespace " + s.request.namespace(), message, "look at the cluster and the credentials"))));
        }
        String leftOver = left.map(
                        release -> ". %s is left, without traffic: the next run cleans it up".formatted(release.name()))
                .orElse("");
        return new Next.Done(new Outcome.Failed(reason + leftOver, State.UNTOUCHED, List.of()));
    }

    static boolean moved(Situation s) {
        return !s.facts.replaces().isEmpty()
                || s.facts.since().keySet().stream().anyMatch(mark -> mark.startsWith("flipped:"));
    }

    private static boolean asBefore(Situation s, ServiceState service, Optional<Release> target) {
        return Proof.computedWith(service, Optional.empty())
                && target.filter(release -> Proof.anyEndpoint(service, release)).isEmpty()
                && s.facts.replaces().stream()
                        .flatMap(id -> s.observed.release(id).stream())
                        .filter(Availability::available)
                        .allMatch(release -> Proof.serves(service, release));
    }

    /** What this run made it may delete; what a person made, or was promoted before, it leaves. */
    private static boolean madeByThis(Situation s, Release release) {
        boolean made = s.request.goal() instanceof Request.Goal.Deploy
                || s.request.goal() instanceof Request.Goal.Prepare
                || s.request.goal() instanceof Request.Goal.Promote;
        return made
                && release.annotation(Keys.REQUESTED).isPresent()
                && !s.active().contains(release);
    }
}
