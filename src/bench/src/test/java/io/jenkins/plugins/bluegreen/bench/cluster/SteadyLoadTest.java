package io.jenkins.plugins.bluegreen.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SteadyLoadTest {
    private static Sample.Load answers(String... versions) {
        List<SteadyLoad.Answer> answers = IntStream.range(0, versions.length)
                .mapToObj(i -> new SteadyLoad.Answer(i * 1_000_000L, versions[i]))
                .toList();
        return SteadyLoad.of(answers);
    }

    @Test
    void countsWhatHadNoAnswer() {
        assertThat(answers("v1", "", "v2", "")).isEqualTo(new Sample.Load(4, 2, 0));
        assertThat(answers()).isEqualTo(new Sample.Load(0, 0, 0));
    }

    @Test
    void measuresHowLongBothVersionsAnswered() {
        assertThat(answers("v1", "v2", "v1", "v2", "v1", "v2").mixedMillis()).isEqualTo(3);
        assertThat(answers("v1", "v1", "v2", "v2").mixedMillis()).isZero();
        assertThat(answers("v1", "v1").mixedMillis()).isZero();
    }
}
