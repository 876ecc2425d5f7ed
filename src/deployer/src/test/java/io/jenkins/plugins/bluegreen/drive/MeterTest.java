package io.jenkins.plugins.bluegreen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ReleaseId;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.decide.Slice;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final long MILLI = 1_000_000;

    private final Meter meter = new Meter(0);

    /** Two releases of one pod each, of which these pods are known, and these are endpoints. */
    private void look(long millis, List<String> known, List<String> endpoints) {
        Slice slice = new Slice(
                "demo",
                "IPv4",
                true,
                Map.of(),
                endpoints.stream()
                        .map(pod -> new Slice.Endpoint(pod, pod, true, 1))
                        .toList());
        ServiceState service = new ServiceState(
                "demo",
                "demo",
                "1",
                "ClusterIP",
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                List.of(),
                List.of(),
                new ServiceState.Traits(false, false, false, false, false),
                List.of(),
                List.of(slice));
        List<Release> releases = List.of(release("v1", known.contains("v1-a")), release("v2", known.contains("v2-a")));
        meter.look(
                new Cluster.View(Map.of("demo", service), List.of(), releases),
                List.of("demo"),
                "v2",
                Set.of("v1"),
                millis * MILLI);
    }

    private static Release release(String name, boolean known) {
        Pod pod = new Pod(
                name + "-a",
                name + "-a",
                Map.of(),
                true,
                false,
                false,
                List.of("10.0.0.1"),
                Optional.of("node"),
                List.of(),
                Optional.empty());
        return new Release(
                new ReleaseId(WorkloadKind.REPLICA_SET, name, name),
                "1",
                1,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                1,
                false,
                false,
                new Release.Status(1, 1, 1, 1, 1, 1, List.of()),
                known ? List.of(pod) : List.of());
    }

    @Test
    void countsAsMixedForAsLongAsTwoVersionsServe() {
        look(0, List.of("v1-a", "v2-a"), List.of("v1-a"));
        look(10, List.of("v1-a", "v2-a"), List.of("v1-a", "v2-a"));
        look(17, List.of("v1-a", "v2-a"), List.of("v2-a"));
        look(30, List.of("v1-a", "v2-a"), List.of("v2-a"));

        assertThat(meter.mixedMillis()).isEqualTo(7);
    }

    @Test
    void anEndpointWhosePodIsNotKnownYetIsNoOtherVersion() {
        look(0, List.of("v1-a"), List.of("v1-a"));
        meter.cutoverBegins(2 * MILLI);
        look(10, List.of("v1-a"), List.of("v2-a"));
        assertThat(meter.cutoverMillis()).isEqualTo(-1);
        look(20, List.of("v1-a", "v2-a"), List.of("v2-a", "v2-b"));
        look(30, List.of("v1-a", "v2-a"), List.of("v2-a", "v2-b"));

        assertThat(meter.mixedMillis()).isZero();
        assertThat(meter.cutoverMillis()).isEqualTo(18);
        assertThat(meter.fewest()).isEqualTo(1);
    }
}
