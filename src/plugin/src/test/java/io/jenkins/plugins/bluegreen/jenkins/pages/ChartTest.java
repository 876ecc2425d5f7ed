package io.jenkins.plugins.bluegreen.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline;
import io.jenkins.plugins.bluegreen.report.Timeline.Moment;
import io.jenkins.plugins.bluegreen.report.Timeline.Point;
import io.jenkins.plugins.bluegreen.report.Timeline.Span;
import io.jenkins.plugins.bluegreen.report.Timeline.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pictures of a deployment, as shapes. */
class ChartTest {
    private static final double LEFT = 46;
    private static final double RIGHT = 932;
    private static final List<String> ONE = List.of("demo-service");
    private static final List<String> TWO = List.of("one", "two");

    private static Report report(
            long millis, List<String> services, List<Track> tracks, List<Moment> moments, List<Span> mixed, long sum) {
        return new Report(
                Report.SCHEMA_VERSION,
                "promoted",
                "",
                "",
                "marlon",
                services,
                "demo-rs",
                "label",
                "atomic",
                "demo-rs-v002",
                "v2",
                "demo-rs-v001",
                List.of("demo-rs-v001"),
                Map.of(),
                "",
                "",
                "2026-01-01T00:00:00Z",
                millis,
                List.of(),
                10,
                sum,
                1,
                1,
                List.of(),
                "",
                List.of(),
                List.of(),
                new Timeline(tracks, moments, mixed));
    }

    private static Track track(String release, Point... points) {
        return new Track(release, List.of(points));
    }

    /** The new release gets all endpoints of the old one at a time. */
    private static List<Track> handedOver(long at, int pods) {
        return List.of(
                track("demo-rs-v001", new Point(5, pods, pods), new Point(at, pods, 0)),
                track("demo-rs-v002", new Point(at / 2, pods, 0), new Point(at, pods, pods)));
    }

    private static Chart chart(Report report, long from, long to) {
        return new Chart(report, new Tracks.Span(from, to), "a part");
    }

    private static List<String> times(long from, long to) {
        return chart(report(to, ONE, handedOver(to, 3), List.of(), List.of(), 0), from, to).getTimes().stream()
                .map(Chart.Tick::label)
                .toList();
    }

    @Test
    void aTickIsAsExactAsTheAxisIsFine() {
        assertThat(times(4_000, 4_012))
                .containsExactly("4000 ms", "4002 ms", "4004 ms", "4006 ms", "4008 ms", "4010 ms", "4012 ms");
        assertThat(times(20_000, 20_012))
                .startsWith("20.000 s", "20.002 s", "20.004 s")
                .endsWith("20.012 s");
        assertThat(times(20_000, 20_400)).startsWith("20.0 s", "20.1 s");
        assertThat(times(0, 30_000)).containsExactly("0 s", "5 s", "10 s", "15 s", "20 s", "25 s", "30 s");
        assertThat(times(185_000, 185_006)).startsWith("3 min 5.000 s", "3 min 5.001 s");
        assertThat(times(0, 240_000)).containsExactly("0 s", "50 s", "1 min 40 s", "2 min 30 s", "3 min 20 s");
        assertThat(times(3_605_000, 3_605_050)).startsWith("1 h 0 min 5.00 s", "1 h 0 min 5.01 s");
    }

    @Test
    void noTwoTicksLookTheSame() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long from = (long) Math.pow(10, random.nextDouble() * 8) - 1;
            long to = from + 4 + (long) Math.pow(10, random.nextDouble() * 8);

            assertThat(times(from, to))
                    .as("%d to %d", from, to)
                    .doesNotHaveDuplicates()
                    .hasSizeBetween(2, 7);
        }
    }

    @Test
    void aTimeInWhichVersionsWereMixedIsABandToScale() {
        Report report = report(1000, ONE, handedOver(500, 3), List.of(), List.of(new Span(500, 600)), 100);

        assertThat(chart(report, 0, 1000).getBands()).singleElement().satisfies(band -> {
            assertThat(Double.parseDouble(band.at())).isCloseTo((LEFT + RIGHT) / 2, within(0.1));
            assertThat(Double.parseDouble(band.width())).isCloseTo((RIGHT - LEFT) / 10, within(0.1));
        });
        assertThat(chart(report, 550, 650).getBands()).singleElement().satisfies(band -> {
            assertThat(Double.parseDouble(band.at())).isCloseTo(LEFT, within(0.1));
            assertThat(Double.parseDouble(band.width())).isCloseTo((RIGHT - LEFT) / 2, within(0.1));
        });
        assertThat(chart(report, 700, 1000).getBands()).isEmpty();
    }

    @Test
    void whatIsTooShortToBeSeenIsSeenAllTheSame() {
        Report report = report(1_000_000, ONE, handedOver(500, 3), List.of(), List.of(new Span(500, 501)), 1);

        assertThat(chart(report, 0, 1_000_000).getBands())
                .singleElement()
                .extracting(Chart.Band::width)
                .isEqualTo("1");
    }

    @Test
    void ofSeveralServicesOnlyWhatWasMeasuredForOneIsMixed() {
        List<Track> union = List.of(
                track("demo-rs-v001", new Point(0, 3, 3), new Point(600, 3, 0)),
                track("demo-rs-v002", new Point(100, 3, 0), new Point(500, 3, 3)));

        assertThat(chart(report(1000, TWO, union, List.of(), List.of(), 0), 0, 1000)
                        .getBands())
                .as("one Service has moved, the other not yet")
                .isEmpty();
        assertThat(chart(report(1000, TWO, union, List.of(), List.of(new Span(520, 530)), 10), 0, 1000)
                        .getBands())
                .hasSize(1);
    }

    @Test
    void aRecordOfBeforeThatWasWrittenDownShowsWhatItsTracksProve() {
        List<Track> both = List.of(
                track("demo-rs-v001", new Point(0, 3, 3), new Point(600, 3, 0)),
                track("demo-rs-v002", new Point(100, 3, 0), new Point(500, 3, 3)));

        assertThat(chart(report(1000, ONE, both, List.of(), null, 100), 0, 1000).getBands())
                .hasSize(1);
        assertThat(chart(report(1000, TWO, both, List.of(), null, 100), 0, 1000).getBands())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 500})
    void everyShapeIsInsideThePlot(int pods) {
        List<Point> growing = IntStream.range(0, 100)
                .mapToObj(i -> new Point(i * 50L, pods * i / 99, pods * i / 99))
                .toList();
        List<Track> tracks = List.of(new Track("demo-rs-v001", growing), new Track("demo-rs-v002", growing));
        Chart chart = chart(report(5000, ONE, tracks, List.of(), List.of(), 0), 0, 5000);

        assertThat(chart.getShapes()).hasSize(2).allSatisfy(shape -> {
            for (String path : List.of(shape.area(), shape.endpoints(), shape.ready())) {
                assertThat(path).hasSizeLessThan(4000);
                assertInside(path);
            }
        });
        assertThat(chart.getCounts())
                .hasSizeBetween(3, 7)
                .allSatisfy(tick -> assertThat(tick.label()).matches("\\d+"));
        assertThat(chart.getShapes().get(0).endpoints())
                .as("all of them at last")
                .endsWith("V34 H932");
    }

    private static void assertInside(String path) {
        Matcher numbers = Pattern.compile("([MLHV])([-0-9.]+)(?: ([-0-9.]+))?").matcher(path);
        while (numbers.find()) {
            double first = Double.parseDouble(numbers.group(2));
            if (numbers.group(1).equals("V")) {
                assertThat(first).isBetween(34.0, 242.0);
            } else {
                assertThat(first).isBetween(LEFT, RIGHT);
            }
            if ("ML".contains(numbers.group(1))) {
                assertThat(Double.parseDouble(numbers.group(3))).isBetween(34.0, 242.0);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "5, 20", "47, 20", "64, 14"})
    void numbersOfMomentsAreApartAndNoneIsOutside(int count, double apart) {
        List<Moment> moments = IntStream.range(0, count)
                .mapToObj(i -> new Moment(900 + i / 10, "flip", "service-" + i))
                .toList();
        Chart chart = chart(report(1000, ONE, handedOver(500, 3), moments, List.of(), 0), 0, 1000);

        List<Double> at = new ArrayList<>();
        chart.getMarks().forEach(mark -> at.add(Double.parseDouble(mark.numberAt())));
        assertThat(at).hasSize(count).isSorted().allSatisfy(x -> assertThat(x).isBetween(9.0, 951.0));
        IntStream.range(1, count)
                .forEach(i -> assertThat(at.get(i) - at.get(i - 1)).isGreaterThanOrEqualTo(apart - 0.2));
        assertThat(chart.getMarks())
                .extracting(Chart.Mark::number)
                .startsWith(1)
                .doesNotHaveDuplicates();
    }

    @Test
    void aPartHasOnlyItsMomentsUnderTheNumbersThatTheyHaveInTheWhole() {
        List<Moment> moments =
                List.of(new Moment(10, "create", "r"), new Moment(500, "flip", "s"), new Moment(510, "commit", "s"));
        Chart chart = chart(report(1000, ONE, handedOver(500, 3), moments, List.of(), 0), 400, 600);

        assertThat(chart.getMarks()).extracting(Chart.Mark::number).containsExactly(2, 3);
    }
}
