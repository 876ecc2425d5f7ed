package io.jenkins.plugins.bluegreen.bench.report;

import io.jenkins.plugins.bluegreen.bench.cluster.Sample;
import io.jenkins.plugins.bluegreen.bench.order.Orders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is promised of atomic cutovers, held against what was measured: a line for each goal, size and warm-up. */
final class Goals {
    private static final List<String> ATOMIC = List.of(Orders.BASE, "selector-atomic");
    private static final Map<String, String> BARE =
            Map.of(Orders.BASE, "bare-label", "selector-atomic", "bare-selector");
    private static final String ARGO = "argo-rollouts";
    private static final double OVER_BARE = 1.5;
    private static final int REQUESTS_A_POD = 2;
    private static final int REQUESTS_MORE = 60;
    /** Above that Kubernetes writes several slices, one after another. */
    private static final int ONE_SLICE = 100;

    private final List<Sample> samples;
    private final List<String> lines = new ArrayList<>();

    private Goals(List<Sample> samples) {
        this.samples = samples;
    }

    static String of(List<Sample> samples) {
        Map<String, List<Sample>> cells = samples.stream()
                .collect(Collectors.groupingBy(
                        sample -> "%d pods, warm-up %s".formatted(sample.pods(), sample.warmUp()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        StringBuilder text = new StringBuilder("| size | goal | measured | met |\n| --- | --- | --: | --- |\n");
        cells.forEach((cell, own) -> {
            Goals goals = new Goals(own);
            ATOMIC.stream().filter(goals::has).forEach(goals::judge);
            goals.lines.forEach(line -> text.append("| %s | %s |%n".formatted(cell, line)));
        });
        return text.toString();
    }

    private boolean has(String order) {
        return samples.stream().anyMatch(sample -> sample.order().equals(order));
    }

    private void judge(String order) {
        int pods = samples.get(0).pods();
        atMost(order + ": early endpoints 0", worst(order, Sample::earlyEndpoints), 0.0);
        atMost(order + ": below its size 0 ms", worst(order, Sample::belowFloorMillis), 0.0);
        if (pods <= ONE_SLICE) {
            atMost(order + ": mixed 0 ms", worst(order, Sample::mixedMillis), 0.0);
        } else if (has(ARGO)) {
            atMost(order + ": mixed as Argo's", middle(order, Sample::mixedMillis), middle(ARGO, Sample::mixedMillis));
        }
        String bare = BARE.get(order);
        Double cutover = middle(order, Sample::cutoverMillis);
        if (has(bare)) {
            Double limit = middle(bare, Sample::cutoverMillis);
            atMost(order + ": cutover 1.5 × bare loop", cutover, limit == null ? null : OVER_BARE * limit);
        }
        if (has(ARGO)) {
            atMost(order + ": cutover as Argo's", cutover, middle(ARGO, Sample::cutoverMillis));
        }
        atMost(
                order + ": requests 2 a pod + 60",
                worst(order, Sample::requests),
                (double) REQUESTS_A_POD * pods + REQUESTS_MORE);
        String rollback = "rollback-" + order.replace("-atomic", "");
        if (has(rollback)) {
            atMost(
                    rollback + ": as fast as a cutover",
                    middle(rollback, Sample::moveMillis),
                    middle(order, Sample::moveMillis));
        }
    }

    private void atMost(String goal, Double measured, Double limit) {
        boolean known = measured != null && limit != null;
        lines.add(String.format(
                Locale.ROOT,
                "%s | %s of %s | %s",
                goal,
                number(measured),
                number(limit),
                known ? measured <= limit ? "yes" : "**no**" : "not measured"));
    }

    private static String number(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.1f", value);
    }

    private Double middle(String order, Function<Sample, ? extends Number> what) {
        Median median = median(order, what);
        return median == null ? null : (Double) median.value();
    }

    private Double worst(String order, Function<Sample, ? extends Number> what) {
        Median median = median(order, what);
        return median == null ? null : (Double) median.most();
    }

    private Median median(String order, Function<Sample, ? extends Number> what) {
        return Median.of(
                samples.stream().filter(sample -> sample.order().equals(order)).map(what));
    }
}
