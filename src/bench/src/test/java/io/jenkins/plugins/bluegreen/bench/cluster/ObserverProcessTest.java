package io.jenkins.plugins.bluegreen.bench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.bench.order.Arena;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import io.jenkins.plugins.bluegreen.testkit.cluster.Site;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObserverProcessTest {
    private static final int PODS = 3;

    @Test
    void tellsWhatItHasSeenSinceItBegan() {
        try (ObserverProcess observer = new ObserverProcess();
                Arena arena = new Arena(new SimulatedCluster().open(), PODS)) {
            observer.begin(arena.site(), Arena.SERVICE, PODS);
            arena.service("label/service.yaml", Map.of("createBy", "demo-service"));
            arena.api().post(arena.apps("replicasets"), arena.workload("label/replicaset.yaml"));

            Observation seen = observer.seen();
            observer.begin(arena.site(), Arena.SERVICE, 1);
            Observation anew = observer.seen();
            observer.end();

            assertThat(seen.floor()).isEqualTo(PODS);
            assertThat(seen.selectors())
                    .extracting(Observation.SelectorChange::selector)
                    .containsExactly(Map.of(), Map.of("createBy", "demo-service"));
            assertThat(seen.releases())
                    .extracting(Observation.ReleaseTimes::name)
                    .containsExactly("demo-rs");
            assertThat(anew.floor()).isEqualTo(1);
            assertThat(anew.selectors()).hasSize(1);
        }
    }

    @Test
    void saysWhyItCannot() {
        SimulatedCluster clusters = new SimulatedCluster();
        Site gone = clusters.open();
        gone.close();
        try (ObserverProcess observer = new ObserverProcess()) {
            assertThatThrownBy(() -> observer.begin(gone, Arena.SERVICE, PODS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("The observer could not do it")
                    .hasMessageContaining("To observe, it was asked to list and watch");
            assertThatThrownBy(observer::seen).hasMessageContaining("Nothing is observed");
        }
    }
}
