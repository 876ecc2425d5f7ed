package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Outcome.Failed.State;
import io.jenkins.plugins.bluegreen.manifest.Problem;
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
            Optional<Next> restoring = restore(s, setback, target);
            if (restoring.isPresent()) {
                return restoring.get();
            }
        }
        boolean ill = setback.kind() == Facts.Setback.Kind.FAILED
                && target.filter(release -> !release.deleting() && !Availability.available(release))
                        .isPresent();
        if (ill && s.facts.diagnosis().isEmpty()) {
            return s.act(new Action.Diagnose(target.orElseThrow()));
        }
        List<Action> cleaning =
                target.map(release -> clean(s, setback, release)).orElse(List.of());
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

    private static Optional<Next> restore(Situation s, Facts.Setback setback, Optional<Release> target) {
        if (s.labelMode()) {
            Relabelling attach = Relabelling.attach(s, s.trafficLabels());
            Optional<Next> attaching = s.facts.replaces().stream()
                    .flatMap(id -> s.observed.release(id).stream())
                    .filter(release -> !release.deleting() && !attach.looksDone(release) && lostLabels(s, release))
                    .flatMap(release -> attach.next(release, Map.of()).stream())
                    .findFirst();
            if (attaching.isPresent()) {
                return attaching;
            }
        }
        boolean restored = s.services().stream().allMatch(service -> asBefore(s, service, target));
        return restored
                ? Optional.empty()
                : Optional.of(s.awaitProof(
                        Wait.RESTORED,
                        s.request.workload(),
                        Cutover.PROOF,
                        s.request.workload(),
                        setback.reason() + ". The selectors were put back, but the endpoints have not followed"));
    }

    /** Its labels were taken while the release that was to follow it was deleted by somebody. */
    private static boolean lostLabels(Situation s, Release release) {
        Map<String, String> traffic = s.trafficLabels();
        return !Proof.has(release.templateLabels(), traffic)
                || release.activePods().anyMatch(pod -> !Proof.has(pod.labels(), traffic));
    }

    private static List<Action> clean(Situation s, Facts.Setback setback, Release target) {
        List<Action> cleaning = new ArrayList<>();
        if (madeByThis(s, target)) {
            if (!s.options().keepFailed()) {
                if (!target.deleting()) {
                    cleaning.add(new Action.Delete(target));
                }
            } else if (target.annotation(Keys.FAILED).isEmpty()) {
                cleaning.add(new Action.Annotate(target, Map.of(), Map.of(Keys.FAILED, Optional.of(setback.reason()))));
            }
            cleaning.addAll(previews(s, target));
        } else if (!target.deleting()) {
            formerSize(s, target).ifPresent(size -> cleaning.add(new Action.Scale(target, size)));
        }
        return cleaning;
    }

    /** The size that an earlier release had before this run scaled it up in vain. */
    private static Optional<Integer> formerSize(Situation s, Release target) {
        return s.active().contains(target)
                ? Optional.empty()
                : s.facts.since().keySet().stream()
                        .filter(mark -> mark.startsWith(Situation.SCALED))
                        .map(mark -> Integer.valueOf(mark.substring(Situation.SCALED.length())))
                        .min(Integer::compare)
                        .filter(size -> size < target.desired());
    }

    /** Deletes the preview Services of a release. */
    static List<Action> previews(Situation s, Release release) {
        return s.observed.otherServices().stream()
                .filter(other -> other.previewOf().equals(Optional.of(release.name())))
                .<Action>map(preview -> new Action.DeletePreview(preview.name()))
                .toList();
    }

    /** Nothing more can be done: says what the cluster is like, as far as that is known. */
    static Next giveUp(Situation s, String message) {
        String reason = s.facts
                .setback()
                .map(setback -> setback.reason() + "; and going back failed: " + message)
                .orElse(message);
        if (promoted(s)) {
            s.learned.warning("What was to follow was not done: " + message);
            return new Next.Done(Aftercare.success(s));
        }
        if (moved(s) || !s.records().isEmpty()) {
            return new Next.Done(WayBack.notConfirmed(s, reason));
        }
        return s.begun() || s.facts.setback().isPresent()
                ? new Next.Done(new Outcome.Failed(reason + leftOver(s), State.UNTOUCHED, List.of()))
                : s.refused(List.of(new Problem(
                        "namespace " + s.request.namespace(), message, "look at the cluster and the credentials")));
    }

    private static boolean promoted(Situation s) {
        return s.facts.promotedAt().isPresent()
                && s.facts.setback().isEmpty()
                && s.target().filter(release -> Proofs.arrived(s, release)).isPresent();
    }

    /** Somebody else has a Lease of ours: not another write is ours to make. */
    static Next lost(Situation s, Observed.Lock.Lost lost) {
        String reason =
                "Lease %s could not be renewed in time and is now held by %s, who finishes or undoes what was begun"
                        .formatted(lost.lease(), lost.holder());
        boolean touched = moved(s) && !promoted(s)
                || s.records().stream()
                        .anyMatch(record -> record.run().equals(s.request.run().id()));
        if (touched) {
            return new Next.Done(WayBack.notConfirmed(s, reason));
        }
        if (promoted(s)) {
            s.learned.warning("What was to follow was not done: " + reason);
            return new Next.Done(Aftercare.success(s));
        }
        return new Next.Done(new Outcome.Failed(reason + leftOver(s), State.UNTOUCHED, List.of()));
    }

    static Next denied(Situation s, Observed.Lock.Denied denied) {
        String holder = holder(denied);
        if (!s.begun()) {
            return s.refused(List.of(new Problem(
                    "Lease %s".formatted(denied.lease()), "it is held by " + holder, "wait until that run has ended")));
        }
        String held = "Lease %s is held by %s".formatted(denied.lease(), holder);
        String reason = s.facts
                .setback()
                .map(Facts.Setback::reason)
                .or(s.facts::cancelled)
                .map(why -> why + "; " + held)
                .orElse(held);
        return new Next.Done(new Outcome.Failed(reason + leftOver(s), State.UNTOUCHED, List.of()));
    }

    private static String holder(Observed.Lock.Denied denied) {
        String since = denied.since().isEmpty() ? "" : " since " + denied.since();
        String url = denied.url().isEmpty() ? "" : " (%s)".formatted(denied.url());
        return denied.holder() + since + url;
    }

    private static String leftOver(Situation s) {
        return s.target()
                .filter(release -> madeByThis(s, release))
                .map(release -> ". %s is left without traffic; discard it, or let the next deployment do so"
                        .formatted(release.name()))
                .orElse("");
    }

    /** Whether this run has touched traffic. */
    static boolean moved(Situation s) {
        return !s.facts.replaces().isEmpty()
                || s.facts.since().keySet().stream().anyMatch(mark -> mark.startsWith(Situation.FLIPPED));
    }

    private static boolean asBefore(Situation s, ServiceState service, Optional<Release> target) {
        return Proof.computedWith(service, Optional.empty())
                && target.filter(release -> Proof.anyEndpoint(service, release)).isEmpty()
                && s.facts.replaces().stream()
                        .flatMap(id -> s.observed.release(id).stream())
                        .filter(Availability::available)
                        .allMatch(release -> Proof.serves(service, release));
    }

    /** What this run made or took over dark it may delete; what a person made, or was promoted before, it leaves. */
    private static boolean madeByThis(Situation s, Release release) {
        boolean made = s.request.bound().isPresent() || s.request.goal() instanceof Request.Goal.Promote;
        boolean own =
                release.annotation(Keys.RUN).equals(Optional.of(s.request.run().id()));
        boolean onlyOne = own && s.facts.replaces().isEmpty();
        boolean anothers =
                Candidates.preparedByOther(s, release) && !(s.request.goal() instanceof Request.Goal.Promote);
        return made
                && !anothers
                && s.learned.knows(Situation.CANDIDATE + release.uid())
                && (onlyOne || !s.active().contains(release));
    }
}
