package io.jenkins.plugins.bluegreen.bench.report;

import io.jenkins.plugins.bluegreen.bench.cluster.Sample;
import io.jenkins.plugins.bluegreen.bench.order.Orders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Tables of samples, in Markdown: one for each size and warm-up, a line for each order. */
final class Tables {
    private static final String ABSENT = "–";

    private Tables() {}

    private record Cell(int pods, String warmUp) {}

    static String cluster(List<Sample> samples) {
        return tables(
                samples,
                List.of(
                        "order",
                        "mixed ms",
                        "early",
                        "fewest",
                        "below size ms",
                        "none ms",
                        "cutover ms",
                        "× ours",
                        "status to write ms",
                        "selector to done ms",
                        "both ms",
                        "requests",
                        "× ours"),
                Tables::line);
    }

    static String traffic(List<Sample> samples) {
        return tables(
                samples,
                List.of("order", "requests", "failed", "both answered ms", "mixed endpoints ms", "early", "fewest"),
                (own, base) -> List.of(
                        text(own, sample -> sample.load().requests()),
                        text(own, sample -> sample.load().failures()),
                        text(own, sample -> sample.load().mixedMillis()),
                        text(own, Sample::mixedMillis),
                        text(own, Sample::earlyEndpoints),
                        text(own, Sample::fewestReadyEndpoints)));
    }

    private interface Line {
        List<String> of(List<Sample> own, List<Sample> base);
    }

    private static List<String> line(List<Sample> own, List<Sample> base) {
        return List.of(
                text(own, Sample::mixedMillis),
                text(own, Sample::earlyEndpoints),
                text(own, Sample::fewestReadyEndpoints),
                text(own, Sample::belowFloorMillis),
                text(own, Sample::zeroMillis),
                text(own, Sample::cutoverMillis),
                times(own, base, Sample::cutoverMillis),
                text(own, Sample::reactionMillis),
                text(own, Sample::moveMillis),
                text(own, Sample::sinceStatusMillis),
                text(own, Sample::requests),
                times(own, base, Sample::requests));
    }

    private static String tables(List<Sample> samples, List<String> head, Line line) {
        StringBuilder text = new StringBuilder();
        samples.stream()
                .map(sample -> new Cell(sample.pods(), sample.warmUp()))
                .distinct()
                .forEach(cell -> text.append(table(cell, samples, head, line)));
        return text.toString();
    }

    private static String table(Cell cell, List<Sample> samples, List<String> head, Line line) {
        Map<String, List<Sample>> orders = new LinkedHashMap<>();
        samples.stream()
                .filter(sample ->
                        sample.pods() == cell.pods() && sample.warmUp().equals(cell.warmUp()))
                .forEach(sample -> orders.computeIfAbsent(sample.order(), order -> new ArrayList<>())
                        .add(sample));
        int runs = orders.values().stream().mapToInt(List::size).min().orElse(0);
        StringBuilder text = new StringBuilder(
                "%n**%d pods, warm-up %s, %d run(s)**%n%n".formatted(cell.pods(), cell.warmUp(), runs));
        row(text, head);
        row(
                text,
                head.stream().map(word -> word.equals("order") ? "---" : "--:").toList());
        orders.forEach((order, own) -> {
            List<String> words = new ArrayList<>(List.of(order));
            words.addAll(line.of(own, orders.getOrDefault(Orders.BASE, List.of())));
            row(text, words);
        });
        return text.toString();
    }

    private static void row(StringBuilder text, List<String> words) {
        text.append("| ").append(String.join(" | ", words)).append(" |\n");
    }

    private static String text(List<Sample> own, Function<Sample, ? extends Number> what) {
        return Objects.toString(Median.of(own.stream().map(what)), ABSENT);
    }

    private static String times(List<Sample> own, List<Sample> base, Function<Sample, ? extends Number> what) {
        Median median = Median.of(own.stream().map(what));
        return median == null ? ABSENT : median.times(Median.of(base.stream().map(what)));
    }
}
