package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Facts;
import io.jenkins.plugins.bluegreen.decide.Wait;
import io.jenkins.plugins.bluegreen.report.PhaseName;

/** Which phase an action or a wait belongs to. */
final class Phases {
    private Phases() {}

    static PhaseName of(Action action, Facts facts, boolean repairing) {
        if (action instanceof Action.Lock) {
            return PhaseName.LOCK;
        }
        if (action instanceof Action.Examine) {
            return PhaseName.PREFLIGHT;
        }
        if (repairing) {
            return PhaseName.REPAIR;
        }
        if (facts.setback().isPresent()) {
            return PhaseName.RESTORE;
        }
        if (action instanceof Action.Select select) {
            return switch (select.why()) {
                case FLIP, COMMIT, NARROW -> PhaseName.FLIP;
                case HAND_BACK -> PhaseName.HAND_BACK;
                case RESTORE, CLOSE -> PhaseName.RESTORE;
            };
        }
        if (facts.promotedAt().isPresent()) {
            return PhaseName.RETIRE;
        }
        boolean labels = action instanceof Action.Relabel
                || action instanceof Action.ListPods
                || action instanceof Action.RelabelPods;
        return labels && !facts.replaces().isEmpty() ? PhaseName.LABELS : PhaseName.PREPARE;
    }

    static PhaseName of(Wait wait, Facts facts, boolean repairing) {
        if (repairing) {
            return PhaseName.REPAIR;
        }
        if (facts.setback().isPresent()) {
            return PhaseName.RESTORE;
        }
        return switch (wait) {
            case KNOWN -> PhaseName.PREFLIGHT;
            case GONE -> PhaseName.PREPARE;
            case AVAILABLE, STABLE -> PhaseName.WARM_UP;
            case PROOF -> PhaseName.FLIP;
            case TEMPLATE, LABELS, RECOVERY -> PhaseName.LABELS;
            case SETTLE -> PhaseName.SETTLE;
            case HANDED_BACK -> PhaseName.HAND_BACK;
            case VERIFY -> PhaseName.VERIFY;
            case DRAIN -> PhaseName.DRAIN;
            case RESTORED -> PhaseName.RESTORE;
        };
    }
}
