package io.jenkins.plugins.bluegreen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.report.Timeline;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracksTest {
    private final Tracks tracks = new Tracks();

    @Test
    void isBoundedHoweverManyPodsThereAre() {
        for (int i = 1; i <= 5000; i++) {
            tracks.point("demo-rs-v002", i * 10L, i, 0);
        }
        tracks.point("demo-rs-v002", 50_020, 5000, 5000);

        List<Timeline.Point> points = tracks.timeline().releases().get(0).points();

        assertThat(points).hasSizeLessThanOrEqualTo(100);
        assertThat(points.get(0)).isEqualTo(new Timeline.Point(10, 1, 0));
        assertThat(points.get(points.size() - 1)).isEqualTo(new Timeline.Point(50_020, 5000, 5000));
    }

    @Test
    void notesOnlyWhatChanges() {
        tracks.point("demo-rs-v001", 0, 0, 0);
        tracks.point("demo-rs-v001", 10, 3, 3);
        tracks.point("demo-rs-v001", 20, 3, 3);
        tracks.point("demo-rs-v001", 30, 3, 0);

        assertThat(tracks.timeline().releases())
                .containsExactly(new Timeline.Track(
                        "demo-rs-v001", List.of(new Timeline.Point(10, 3, 3), new Timeline.Point(30, 3, 0))));
    }

    @Test
    void timesInWhichVersionsWereMixedAreJoinedWhereTheyAreNearestIfThereAreTooMany() {
        tracks.mixed(0, 5);
        tracks.mixed(5, 9);
        for (int i = 1; i <= 40; i++) {
            tracks.mixed(i * 1000L, i * 1000L + 1);
        }
        tracks.mixed(40_002, 40_003);

        List<Timeline.Span> mixed = tracks.timeline().mixed();

        assertThat(mixed).hasSize(32).endsWith(new Timeline.Span(40_000, 40_003));
        assertThat(mixed.get(0).fromMillis()).isZero();
        assertThat(mixed).isSortedAccordingTo(Comparator.comparing(Timeline.Span::fromMillis));
    }
}
