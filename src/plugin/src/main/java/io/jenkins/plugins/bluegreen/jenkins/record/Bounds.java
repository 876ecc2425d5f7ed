package io.jenkins.plugins.bluegreen.jenkins.record;

import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Makes what is written down small enough, whatever a cluster says. First single texts are cut, then the beginning of
 * the story goes, then the timeline is thinned.
 */
final class Bounds {
    /** A record takes at most so many bytes. */
    static final int BYTES = 64 * 1024;

    private static final int TEXT = 800;
    private static final int ITEMS = 20;
    private static final int LINES = 200;

    private Bounds() {}

    /** A deployment as JSON of at most {@value #BYTES} bytes. */
    static String fit(Deployment deployment) {
        Report report = deployment.report();
        List<String> lines = deployment.lines();
        List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        Deployment fitting =
                deployment.with(cut(report), last.stream().map(Bounds::cut).toList());
        String json = Json.text(fitting);
        while (size(json) > BYTES) {
            fitting = smaller(fitting);
            json = Json.text(fitting);
        }
        return json;
    }

    /** A text of bounded length. */
    static String cut(String text) {
        return text.length() <= TEXT ? text : text.substring(0, TEXT) + "…";
    }

    /** Texts of bounded number and length. */
    static Map<String, String> cut(Map<String, String> texts) {
        Map<String, String> few = new LinkedHashMap<>();
        texts.entrySet().stream().limit(ITEMS).forEach(entry -> few.put(cut(entry.getKey()), cut(entry.getValue())));
        return few;
    }

    private static List<String> cut(List<String> texts) {
        return texts.stream().limit(ITEMS).map(Bounds::cut).toList();
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Deployment smaller(Deployment deployment) {
        List<String> lines = deployment.lines();
        Report report = deployment.report();
        if (!lines.isEmpty()) {
            return deployment.with(report, lines.subList((lines.size() + 1) / 2, lines.size()));
        }
        if (!report.timeline().releases().isEmpty()) {
            return deployment.with(with(report, thinner(report.timeline())), lines);
        }
        // What is left has a dozen texts: it fits, however wide they are.
        return deployment.with(bare(report), lines);
    }

    private static Timeline thinner(Timeline timeline) {
        if (timeline.releases().stream().allMatch(track -> track.points().size() < 3)) {
            return Timeline.EMPTY;
        }
        return new Timeline(
                timeline.releases().stream()
                        .map(track -> new Timeline.Track(track.release(), everySecond(track.points())))
                        .toList(),
                timeline.moments(),
                timeline.mixed());
    }

    private static List<Timeline.Point> everySecond(List<Timeline.Point> points) {
        List<Timeline.Point> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (i % 2 == 0 || i == points.size() - 1) {
                kept.add(points.get(i));
            }
        }
        return kept.size() < points.size() ? kept : kept.subList(0, 1);
    }

    private static Report bare(Report report) {
        return with(report, Lists.NONE, Timeline.EMPTY);
    }

    private static Report with(Report report, Timeline timeline) {
        return with(report, Lists.of(report), timeline);
    }

    private record Lists(
            List<String> services,
            List<String> replaced,
            Map<String, String> images,
            List<String> warnings,
            List<String> diagnosis,
            List<String> wayBack) {
        static final Lists NONE = new Lists(List.of(), List.of(), Map.of(), List.of(), List.of(), List.of());

        static Lists of(Report report) {
            return new Lists(
                    report.services(),
                    report.replaced(),
                    report.images(),
                    report.warnings(),
                    report.diagnosis(),
                    report.wayBack());
        }

        static Lists cut(Report report) {
            return new Lists(
                    Bounds.cut(report.services()),
                    Bounds.cut(report.replaced()),
                    Bounds.cut(report.images()),
                    Bounds.cut(report.warnings()),
                    Bounds.cut(report.diagnosis()),
                    Bounds.cut(report.wayBack()));
        }
    }

    private static Report cut(Report report) {
        return with(report, Lists.cut(report), report.timeline(), Bounds::cut);
    }

    private static Report with(Report report, Lists lists, Timeline timeline) {
        return with(report, lists, timeline, UnaryOperator.identity());
    }

    private static Report with(Report report, Lists lists, Timeline timeline, UnaryOperator<String> text) {
        return new Report(
                report.schemaVersion(),
                report.outcome(),
                report.state(),
                text.apply(report.message()),
                text.apply(report.namespace()),
                lists.services,
                text.apply(report.workload()),
                report.mode(),
                report.cutover(),
                text.apply(report.release()),
                text.apply(report.version()),
                text.apply(report.previousRelease()),
                lists.replaced,
                lists.images,
                text.apply(report.run()),
                text.apply(report.runUrl()),
                report.startedAt(),
                report.durationMillis(),
                report.phases(),
                report.cutoverMillis(),
                report.mixedWindowMillis(),
                report.fewestReadyEndpoints(),
                report.apiRequests(),
                lists.warnings,
                text.apply(report.repaired()),
                lists.diagnosis,
                lists.wayBack,
                timeline);
    }
}
