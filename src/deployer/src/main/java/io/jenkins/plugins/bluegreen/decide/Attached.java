package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Facts.Setback.Kind;
import java.util.Optional;
import java.util.Set;

/** What is next for a target that has the labels or the selector alone; whether it serves is what the slices say. */
final class Attached {
    private Attached() {}

    static Next next(Situation s, Release target) {
        boolean served = s.facts.promotedAt().isPresent();
        boolean arrived = Proofs.arrived(s, target);
        if (!served && !arrived && s.facts.cancelled().isPresent() && !Undo.moved(s)) {
            return s.goBack(Kind.ABORTED, s.facts.cancelled().get());
        }
        if (!served && Undo.moved(s)) {
            Optional<Next> ill = Aftercare.ill(s, target, Wait.HANDED_BACK);
            if (ill.isPresent()) {
                return ill.get();
            }
        } else if (!served) {
            // Selected as soon as it was made, because the Service named its version before: nothing else can serve.
            Optional<Next> unavailable = Preparing.available(s, target);
            if (unavailable.isPresent()) {
                return unavailable.get();
            }
        }
        boolean goesOn = byThis(s, target);
        boolean byThis = s.begun() || Undo.moved(s) || served || goesOn;
        if (arrived && !byThis && written(target)) {
            return new Next.Done(new Outcome.AlreadyActive(target.name()));
        }
        if (!served && !arrived) {
            return s.awaitProof(
                    Wait.HANDED_BACK,
                    target.uid(),
                    Cutover.PROOF,
                    target.name(),
                    "%s has the traffic labels, but the endpoints do not show it alone".formatted(target.name()));
        }
        if ((goesOn || !written(target)) && s.learned.replaces().isEmpty()) {
            target.annotation(Keys.PREVIOUS)
                    .flatMap(s.observed::release)
                    .filter(previous -> !s.active().contains(previous))
                    .ifPresent(previous -> s.learned.replaces(Set.of(previous.id())));
        }
        return Aftercare.next(s, target).orElseGet(() -> new Next.Done(Aftercare.success(s)));
    }

    /** This run was cut off and goes on: what it began to do after the cutover is still to be done. */
    private static boolean byThis(Situation s, Release target) {
        Optional<String> run = Optional.of(s.request.run().id());
        boolean made =
                s.request.bound().isPresent() && target.annotation(Keys.RUN).equals(run);
        return made || target.annotation(Keys.PROMOTED_BY).equals(run);
    }

    /** Whether it is written down that it was promoted; what a person made and switched to needs no word of ours. */
    private static boolean written(Release target) {
        return target.good() || target.annotation(Keys.REQUESTED).isEmpty();
    }
}
