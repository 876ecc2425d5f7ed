package io.jenkins.plugins.bluegreen.jenkins.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline;
import io.jenkins.plugins.bluegreen.report.Timeline.Moment;
import io.jenkins.plugins.bluegreen.report.Timeline.Point;
import io.jenkins.plugins.bluegreen.report.Timeline.Track;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "\u0001", "\u84dd", "\ud83d\ude00", "\"\\"})
    void fitsWhateverAClusterSays(String wide) {
        String json = Bounds.fit(deployment(wide.repeat(5000), 1000));

        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Bounds.BYTES);
    }

    @Test
    void losesTheBeginningOfTheStoryFirst() {
        String json = Bounds.fit(deployment("b".repeat(300), 200));

        assertThat(json).contains("line 199").doesNotContain("line 0 ").contains("\"atMillis\":99");
    }

    @Test
    void keepsWhatIsSmallAsItIs() {
        Deployment small = deployment("short", 3);

        assertThat(Bounds.fit(small)).isEqualTo(Json.text(small));
    }

    private static Deployment deployment(String text, int lines) {
        List<String> many = Collections.nCopies(lines == 1000 ? 50 : 1, text);
        List<Point> points =
                IntStream.range(0, 100).mapToObj(i -> new Point(i, i, i)).toList();
        List<Track> tracks =
                IntStream.range(0, 8).mapToObj(i -> new Track("r" + i, points)).toList();
        List<Moment> moments =
                IntStream.range(0, 64).mapToObj(i -> new Moment(i, "flip", "s")).toList();
        Report report = new Report(
                Report.SCHEMA_VERSION,
                "promoted",
                "",
                text,
                "marlon",
                many,
                "demo-rs",
                "label",
                "atomic",
                "demo-rs-v002",
                text,
                "demo-rs-v001",
                many,
                Map.of("demo", text),
                text,
                text,
                "2026-01-01T00:00:00Z",
                1,
                List.of(),
                1,
                0,
                3,
                9,
                many,
                text,
                many,
                many,
                lines == 3 ? Timeline.EMPTY : new Timeline(tracks, moments, List.of()));
        return Deployment.of(
                "7",
                "deploy",
                report,
                IntStream.range(0, lines)
                        .mapToObj(i -> "line " + i + " " + text)
                        .toList(),
                false);
    }
}
