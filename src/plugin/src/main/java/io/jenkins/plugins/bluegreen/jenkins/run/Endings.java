package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.AbortException;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.drive.Run.Ending;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.report.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** What endings mean for a build. */
public final class Endings {
    private Endings() {}

    /** The first that is no success. */
    public static Optional<Ending> firstFailed(List<Ending> endings) {
        return endings.stream().filter(ending -> !succeeded(ending.outcome())).findFirst();
    }

    private static boolean succeeded(Outcome outcome) {
        return !(outcome instanceof Outcome.Refused
                || outcome instanceof Outcome.Failed
                || outcome instanceof Outcome.RolledBack back && !back.asked());
    }

    /** Tells the report at the end of a story. */
    public static void tell(Story story, Ending ending) {
        Report report = ending.report();
        story.tell(report.message());
        if (report.apiRequests() > 0) {
            story.tell(Messages.Endings_Phases(
                    report.phases().stream()
                            .map(phase -> phase.name() + " " + phase.durationMillis() + " ms")
                            .collect(Collectors.joining(", ")),
                    report.durationMillis(),
                    report.apiRequests()));
        }
        if (report.cutoverMillis() >= 0) {
            story.tell(Messages.Endings_Cutover(
                    report.cutover(),
                    report.cutoverMillis(),
                    report.mixedWindowMillis(),
                    report.fewestReadyEndpoints()));
        }
        report.diagnosis().forEach(story::tell);
        report.wayBack().forEach(story::tell);
    }

    /** A failure as a sentence, without a stack trace. */
    public static AbortException failure(Ending ending) {
        return new AbortException(ending.report().message());
    }

    /** A refusal as sentences, without a stack trace. */
    public static AbortException failure(InvalidInputException invalid) {
        return new AbortException(invalid.getMessage());
    }

    /** Why a step was stopped, in a sentence. */
    public static String why(Throwable cause) {
        return cause instanceof FlowInterruptedException interrupted
                ? why(interrupted.getCauses())
                : Messages.Endings_Aborted();
    }

    /** Why something was stopped, in a sentence. */
    public static String why(Collection<CauseOfInterruption> causes) {
        return causes.isEmpty()
                ? Messages.Endings_Aborted()
                : causes.stream().map(CauseOfInterruption::getShortDescription).collect(Collectors.joining("; "));
    }

    /** The warnings of all, one a line; empty if there are none. */
    public static String warnings(List<Ending> endings) {
        return endings.stream()
                .map(Ending::report)
                .map(Report::warnings)
                .flatMap(List::stream)
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    /** What a step returns: the last report, and all of them if there are several. */
    public static Map<String, Object> plain(List<Ending> endings) {
        List<Map<String, Object>> all =
                endings.stream().map(Ending::report).map(Reports::plain).toList();
        Map<String, Object> last = new HashMap<>(all.get(all.size() - 1));
        if (all.size() > 1) {
            last.put("reports", new ArrayList<>(all));
        }
        return last;
    }
}
