package io.jenkins.plugins.bluegreen.jenkins.pages;

import io.jenkins.plugins.bluegreen.jenkins.record.Deployment;
import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline.Moment;
import io.jenkins.plugins.bluegreen.report.Timeline.Track;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/** A deployment as its page shows it. */
public final class DeploymentView {
    private static final int ZOOM = 4;
    private static final double MARGIN = 0.5;

    private final Deployment deployment;
    private final Report report;
    private final int index;

    DeploymentView(Deployment deployment, int index) {
        this.deployment = deployment;
        this.report = deployment.report();
        this.index = index;
    }

    /** How long something took: {@code share} is of the longest, in percent. */
    public record PhaseLine(String name, String time, int share) {}

    /** Endpoints of a release before and after. */
    public record EndpointsLine(String release, String style, int before, int after) {}

    /** Something that happened at once. */
    public record MomentLine(String time, String text) {}

    /** Names it on its page. */
    public String getId() {
        return "deployment-" + index;
    }

    /** What was measured. */
    public Report getReport() {
        return report;
    }

    /** What was asked for, and of what. */
    public String getTitle() {
        String kind = Words.kind(deployment.kind());
        return report.workload().isEmpty() ? kind : Messages.DeploymentView_Title(kind, report.workload());
    }

    /** How it ended. */
    public String getSentence() {
        return isAborted() ? report.message() : Words.sentence(report);
    }

    /** Whether somebody had it end, and what served before serves: that is no failure. */
    private boolean isAborted() {
        return deployment.aborted()
                && List.of("failed", "rolledBack").contains(report.outcome())
                && !"notConfirmed".equals(report.state());
    }

    /** Of the design library: how loud the sentence is said. */
    public String getAlert() {
        if (isAborted()) {
            return "jenkins-alert-warning";
        }
        // A deployment that was rolled back has failed; a rollback that was asked for has not.
        boolean asked = !"rolledBack".equals(report.outcome()) || "rollback".equals(deployment.kind());
        return switch (asked ? report.outcome() : "failed") {
            case "promoted", "alreadyActive", "rolledBack" ->
                report.warnings().isEmpty() ? "jenkins-alert-success" : "jenkins-alert-warning";
            case "prepared", "discarded", "nothingToDo" -> "jenkins-alert-info";
            default -> "jenkins-alert-danger";
        };
    }

    /** When it began; null if that is not known. */
    public Date getStarted() {
        return Shown.time(report.startedAt()).orElse(null);
    }

    /** How long it took. */
    public String getDuration() {
        return Shown.millis(report.durationMillis());
    }

    /** How long the cutover took; null if there was none. */
    public String getCutoverTime() {
        return report.cutoverMillis() < 0 ? null : Shown.millis(report.cutoverMillis());
    }

    /** How long versions were mixed. */
    public String getMixed() {
        return Shown.millis(report.mixedWindowMillis());
    }

    /** Services, separated by commas. */
    public String getServices() {
        return String.join(", ", report.services());
    }

    /** The phases. */
    public List<PhaseLine> getPhases() {
        long longest = Math.max(
                1,
                report.phases().stream()
                        .mapToLong(Report.Phase::durationMillis)
                        .max()
                        .orElse(1));
        return report.phases().stream()
                .map(phase -> new PhaseLine(Words.phase(phase.name()), Shown.millis(phase.durationMillis()), (int)
                        Math.round(100.0 * phase.durationMillis() / longest)))
                .toList();
    }

    /** Endpoints of each release before and after. */
    public List<EndpointsLine> getEndpoints() {
        long begin = Tracks.begin(report);
        long end = Tracks.end(report);
        return report.timeline().releases().stream()
                .map(track -> new EndpointsLine(
                        track.release(),
                        Legend.style(report, track.release()),
                        Tracks.at(track, begin).endpoints(),
                        Tracks.at(track, end).endpoints()))
                .toList();
    }

    /** What happened at once, in the order of the numbers in the pictures. */
    public List<MomentLine> getMoments() {
        return report.timeline().moments().stream()
                .map(moment -> new MomentLine(Shown.millis(moment.atMillis()), Words.moment(moment)))
                .toList();
    }

    /** The commands that lead back, a line each; Jelly would put them on one line. */
    public String getWayBack() {
        return String.join("\n", report.wayBack());
    }

    /** What the pods said, a line each. */
    public String getDiagnosis() {
        return String.join("\n", report.diagnosis());
    }

    /** The story, as far as it was kept. */
    public String getStory() {
        return String.join("\n", deployment.lines());
    }

    /** The pictures: the whole, and the cutover larger where it would be too small to see. */
    public List<Chart> getCharts() {
        if (report.timeline().releases().isEmpty()) {
            return List.of();
        }
        List<Chart> charts = new ArrayList<>();
        charts.add(new Chart(report, new Tracks.Span(0, Tracks.end(report)), Messages.DeploymentView_Whole()));
        Tracks.Span cutover = cutover();
        if (cutover.millis() > 0 && cutover.millis() * ZOOM < Tracks.end(report)) {
            charts.add(new Chart(report, cutover, Messages.DeploymentView_Cutover()));
        }
        return charts;
    }

    private Tracks.Span cutover() {
        List<Long> times = report.timeline().moments().stream()
                .filter(moment -> List.of("flip", "commit", "narrow", "restore").contains(moment.name()))
                .map(Moment::atMillis)
                .toList();
        if (times.isEmpty()) {
            return new Tracks.Span(0, 0);
        }
        long from = times.get(0);
        long to = Math.max(times.get(times.size() - 1), from + Math.max(0, report.cutoverMillis()));
        long margin = Math.max(2, Math.round((to - from) * MARGIN));
        return new Tracks.Span(Math.max(0, from - margin), Math.min(Tracks.end(report), to + margin));
    }

    /** The pictures in words, for those who do not see them. */
    public String getDescription() {
        String releases =
                report.timeline().releases().stream().map(this::described).collect(Collectors.joining(" "));
        return releases + " " + Messages.DeploymentView_MixedFor(getMixed());
    }

    private String described(Track track) {
        long begin = Tracks.begin(report);
        long end = Tracks.end(report);
        return Messages.DeploymentView_Described(
                track.release(),
                Tracks.at(track, begin).readyPods(),
                Tracks.at(track, begin).endpoints(),
                Tracks.at(track, end).readyPods(),
                Tracks.at(track, end).endpoints());
    }
}
