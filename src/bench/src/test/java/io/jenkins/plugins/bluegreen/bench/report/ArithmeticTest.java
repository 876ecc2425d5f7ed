package io.jenkins.plugins.bluegreen.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.bench.cluster.Sample;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
    private static Sample sample(String order, int run, double cutover, int requests) {
        return new Sample(order, 3, "0s", run, 0, 0, 3, 0, 0, cutover, 5.0, requests, 4.0, null);
    }

    @Test
    void takesTheMiddleOfSeveralRuns() {
        assertThat(Median.of(Stream.of(19, 14, 17)).toString()).isEqualTo("17 (14–19)");
        assertThat(Median.of(Stream.of(1.0, 2.0)).value()).isEqualTo(1.5);
        assertThat(Median.of(Stream.of(4, 4))).hasToString("4");
    }

    @Test
    void doesNotInventWhatWasNotMeasured() {
        assertThat(Median.of(Stream.of(null, 3, null)).value()).isEqualTo(3);
        assertThat(Median.of(Stream.<Integer>of((Integer) null))).isNull();
        assertThat(Median.of(Stream.of(3)).times(null)).isEqualTo("–");
    }

    @Test
    void putsEveryOrderBesideOurs() {
        String table = Tables.cluster(List.of(
                sample("label-atomic", 1, 20, 60),
                sample("label-atomic", 2, 10, 60),
                sample("label-atomic", 3, 12, 60),
                sample("argo-rollouts", 1, 24, 15)));

        assertThat(table)
                .contains("**3 pods, warm-up 0s, 1 run(s)**")
                .contains("| label-atomic | 0 | 0 | 3 | 0 | 0 | 12 (10–20) | 1.00 | 4 | 5 | 9 | 60 | 1.00 |")
                .contains("| argo-rollouts | 0 | 0 | 3 | 0 | 0 | 24 | 2.00 | 4 | 5 | 9 | 15 | 0.25 |");
    }

    @Test
    void saysWhichGoalsAreMet() {
        String goals = Goals.of(List.of(
                sample("label-atomic", 1, 20, 67),
                sample("bare-label", 1, 16, 15),
                sample("argo-rollouts", 1, 19, 16)));

        assertThat(goals)
                .contains("label-atomic: early endpoints 0 | 0.0 of 0.0 | yes")
                .contains("label-atomic: cutover 1.5 × bare loop | 20.0 of 24.0 | yes")
                .contains("label-atomic: cutover as Argo's | 20.0 of 19.0 | **no**")
                .contains("label-atomic: requests 2 a pod + 60 | 67.0 of 66.0 | **no**");
    }
}
