package io.jenkins.plugins.bluegreen.jenkins.pages;

import io.jenkins.plugins.bluegreen.report.PhaseName;
import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline.Moment;
import java.util.Arrays;

/** The words of reports in the language of who looks. */
final class Words {
    private Words() {}

    /** A phase, by its word in reports. */
    static String phase(String word) {
        return Arrays.stream(PhaseName.values())
                .filter(name -> name.word().equals(word))
                .findFirst()
                .map(Words::phase)
                .orElse(word);
    }

    static String phase(PhaseName name) {
        return switch (name) {
            case PREFLIGHT -> Messages.Words_PhasePreflight();
            case LOCK -> Messages.Words_PhaseLock();
            case REPAIR -> Messages.Words_PhaseRepair();
            case PREPARE -> Messages.Words_PhasePrepare();
            case WARM_UP -> Messages.Words_PhaseWarmUp();
            case GATE -> Messages.Words_PhaseGate();
            case FLIP -> Messages.Words_PhaseFlip();
            case SETTLE -> Messages.Words_PhaseSettle();
            case LABELS -> Messages.Words_PhaseLabels();
            case HAND_BACK -> Messages.Words_PhaseHandBack();
            case VERIFY -> Messages.Words_PhaseVerify();
            case DRAIN -> Messages.Words_PhaseDrain();
            case RETIRE -> Messages.Words_PhaseRetire();
            case RESTORE -> Messages.Words_PhaseRestore();
        };
    }

    static String moment(Moment moment) {
        String subject = moment.subject();
        return switch (moment.name()) {
            case "create" -> Messages.Words_MomentCreate(subject);
            case "available" -> Messages.Words_MomentAvailable(subject);
            case "flip" -> Messages.Words_MomentFlip(subject);
            case "commit" -> Messages.Words_MomentCommit(subject);
            case "narrow" -> Messages.Words_MomentNarrow(subject);
            case "handBack" -> Messages.Words_MomentHandBack(subject);
            case "restore" -> Messages.Words_MomentRestore(subject);
            case "promoted" -> Messages.Words_MomentPromoted(subject);
            default -> moment.name() + " " + subject;
        };
    }

    /** What a run was asked for. */
    static String kind(String kind) {
        return switch (kind) {
            case "deploy" -> Messages.Words_KindDeploy();
            case "prepare" -> Messages.Words_KindPrepare();
            case "promote" -> Messages.Words_KindPromote();
            case "discard" -> Messages.Words_KindDiscard();
            case "rollback" -> Messages.Words_KindRollback();
            default -> kind;
        };
    }

    /** How a run ended, in a sentence. */
    static String sentence(Report report) {
        String release = named(report.release(), report.version());
        return switch (report.outcome()) {
            case "promoted" ->
                report.replaced().isEmpty()
                        ? Messages.Words_PromotedFirst(release)
                        : Messages.Words_Promoted(
                                release,
                                String.join(", ", report.replaced()),
                                Shown.millis(Math.max(0, report.cutoverMillis())),
                                Shown.millis(report.mixedWindowMillis()));
            case "alreadyActive" -> Messages.Words_AlreadyActive(release);
            case "prepared" -> Messages.Words_Prepared(release);
            case "discarded" -> Messages.Words_Discarded(release);
            case "rolledBack" -> Messages.Words_RolledBack(report.message());
            case "nothingToDo" -> report.message();
            case "refused" -> Messages.Words_Refused(report.message());
            default ->
                switch (report.state()) {
                    case "notConfirmed" -> Messages.Words_NotConfirmed(report.message());
                    default -> Messages.Words_Failed(report.message());
                };
        };
    }

    /** A release, with its version if that is known. */
    static String named(String release, String version) {
        return version.isEmpty() ? release : "%s (%s)".formatted(release, version);
    }
}
