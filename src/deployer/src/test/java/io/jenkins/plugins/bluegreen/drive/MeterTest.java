package io.jenkins.plugins.bluegreen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ReleaseId;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.decide.Slice;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import io.jenkins.plugins.bluegreen.report.Timeline;
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
        look(millis, known, Map.of("demo", service("demo", endpoints)));
    }

    private void look(long millis, List<String> known, Map<String, ServiceState> services) {
        List<Release> releases = List.of(release("v1", known.contains("v1-a")), release("v2", known.contains("v2-a")));
        meter.look(
                new Cluster.View(services, List.of(), releases),
                List.copyOf(services.keySet()),
                "v2",
                Set.of("v1"),
                millis * MILLI);
    }

    private static ServiceState service(String name, List<String> endpoints) {
        Slice slice = new Slice(
                name,
                "IPv4",
                true,
                Map.of(),
                endpoints.stream()
                        .map(pod -> new Slice.Endpoint(pod, pod, true, 1))
                        .toList());
        return new ServiceState(
                name,
                name,
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
    }

    private static Release release(String name, boolean known) {
        Pod pod = new Pod(
                name + "-a",
                name + "-a",
                Map.of(),
                true,
                false,
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
        assertThat(meter.timeline().mixed()).containsExactly(new Timeline.Span(10, 17));
    }

    @Test
    void twoVersionsThatServeInDifferentServicesAreNotMixed() {
        List<String> known = List.of("v1-a", "v2-a");
        look(0, known, Map.of("one", service("one", List.of("v1-a")), "two", service("two", List.of("v1-a"))));
        look(10, known, Map.of("one", service("one", List.of("v2-a")), "two", service("two", List.of("v1-a"))));
        look(20, known, Map.of("one", service("one", List.of("v2-a")), "two", service("two", known)));
        look(25, known, Map.of("one", service("one", List.of("v2-a")), "two", service("two", List.of("v2-a"))));

        assertThat(meter.mixedMillis()).isEqualTo(5);
        assertThat(meter.timeline().mixed()).containsExactly(new Timeline.Span(20, 25));
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
