package io.jenkins.plugins.bluegreen.observer.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.history.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which release an endpoint belongs to, and how often it counts. */
class AttributionTest {
    private static Observation measure(History history) {
        return Measurement.of(history, Optional.empty(), 3);
    }

    @Test
    void resolvesPodsThroughTheirReplicaSetToTheirDeployment() {
        Observation seen = measure(new Script()
                .replicaSet("demo-v1-77", 0, "demo-v1")
                .replicaSet("demo-v1-88", 1, "demo-v1")
                .ready("demo-v1-77-a", "demo-v1-88-a")
                .endpoints("demo-v1-77-a", "demo-v1-88-a")
                .at(10)
                .replicaSet("demo-v2-99", 1, "demo-v2")
                .at(20)
                .ready("demo-v2-99-a")
                .at(30)
                .endpoints("demo-v2-99-a")
                .until(40));

        assertThat(seen.mixedWindows()).as("two ReplicaSets of one Deployment").isZero();
        assertThat(seen.candidate()).isEqualTo("demo-v2");
        assertThat(seen.cutoverMillis()).isEqualTo(10);
        assertThat(seen.release("demo-v1").kind()).isEqualTo("Deployment");
        assertThat(seen.release("demo-v1").mostEndpoints()).isEqualTo(2);
    }

    @Test
    void tellsTheReplicaSetsOfARolloutApart() {
        Observation seen = measure(new Script()
                .replicaSet("demo-77", 1, "Rollout", "demo")
                .ready("demo-77-a")
                .endpoints("demo-77-a")
                .at(10)
                .replicaSet("demo-88", 1, "Rollout", "demo")
                .at(20)
                .ready("demo-88-a")
                .endpoints("demo-77-a", "demo-88-a")
                .at(30)
                .endpoints("demo-88-a")
                .until(40));

        assertThat(seen.mixedTotalMillis()).isEqualTo(10);
        assertThat(seen.candidate()).isEqualTo("demo-88");
    }

    @Test
    void countsAPodThatStandsInTwoFamiliesOnce() {
        Observation seen = measure(Script.warmV2()
                .slice("demo-6", "IPv6", "v1-a", "v1-b", "v1-c")
                .at(110)
                .endpoints("v2-a", "v2-b", "v2-c")
                .at(113)
                .slice("demo-6", "IPv6", "v2-a", "v2-b", "v2-c")
                .until(200));

        assertThat(seen.release("v1").mostEndpoints()).isEqualTo(3);
        assertThat(seen.servingAtEnd()).isEqualTo(Map.of("v2", 3));
        assertThat(seen.mixedTotalMillis()).as("IPv4 was new, IPv6 old").isEqualTo(3);
        assertThat(seen.cutoverMillis()).isEqualTo(13);
    }

    @Test
    void joinsSeveralSlices() {
        Observation seen = measure(Script.servingV1()
                .ready("v1-d")
                .slice("demo-2", "IPv4", "v1-d")
                .at(50)
                .endpoints("v1-a", "v1-b")
                .at(60)
                .slice("demo-2", "IPv4", "v1-c", "v1-d")
                .at(70)
                .see(new Fact.Gone(new Fact.Subject(Kind.SLICE, "demo-2")))
                .until(100));

        assertThat(seen.fewestReadyEndpoints()).isEqualTo(2);
        assertThat(seen.release("v1").mostEndpoints()).isEqualTo(4);
        assertThat(seen.belowFloorMillis()).isEqualTo(30);
    }

    @Test
    void countsEndpointsThatAreNotReadyAsNone() {
        Observation seen = measure(Script.servingV1()
                .at(50)
                .see(new Fact.Slice(
                        "demo-1", "IPv4", List.of(Script.endpoint("v1-a", true), Script.endpoint("v1-b", false))))
                .until(100));

        assertThat(seen.fewestReadyEndpoints()).isEqualTo(1);
    }

    @Test
    void resolvesAPodThatIsGoneWhenASliceStillNamesIt() {
        Observation seen = measure(Script.warmV2()
                .at(105)
                .gone("v1-a")
                .at(110)
                .endpoints("v1-a", "v2-a", "v2-b", "v2-c")
                .at(120)
                .endpoints("v2-a", "v2-b", "v2-c")
                .until(200));

        assertThat(seen.mixedTotalMillis()).isEqualTo(10);
        assertThat(seen.release("unknown")).isNull();
        assertThat(seen.cutoverMillis()).isEqualTo(20);
    }

    @Test
    void resolvesAPodThatIsSeenAfterTheSliceThatNamesIt() {
        Observation seen = measure(Script.servingV1()
                .at(10)
                .endpoints("v1-a", "v1-b", "v1-c", "v1-d")
                .at(12)
                .ready("v1-d")
                .until(20));

        assertThat(seen.mixedWindows()).isZero();
        assertThat(seen.servingAtEnd()).isEqualTo(Map.of("v1", 4));
    }

    @Test
    void callsEndpointsOfPodsThatWereNeverSeenUnknown() {
        Observation seen = measure(Script.servingV1()
                .at(10)
                .see(new Fact.Slice(
                        "by-hand",
                        "IPv4",
                        List.of(
                                new Fact.Endpoint("", "", "192.0.2.1", true),
                                new Fact.Endpoint("", "", "192.0.2.2", true))))
                .until(20));

        assertThat(seen.servingAtEnd()).isEqualTo(Map.of("unknown", 2, "v1", 3));
        assertThat(seen.mixedTotalMillis()).isEqualTo(10);
    }

    @Test
    void tellsPodsOfNobodyFromUnknownOnes() {
        Observation seen = measure(new Script()
                .see(new Fact.Pod("x", "x", Optional.empty(), Map.of(), true, true))
                .see(new Fact.Slice("s", "IPv4", List.of(new Fact.Endpoint("x", "x", "10.0.0.1", true))))
                .until(20));

        assertThat(seen.servingAtEnd()).isEqualTo(Map.of("unowned", 1));
    }

    @Test
    void takesTheMostPodsForTheSizeOfAnOwnerThatIsNotWatched() {
        Observation seen = measure(Script.servingV1()
                .at(10)
                .ready("v2-a")
                .at(20)
                .ready("v2-b")
                .at(30)
                .endpoints("v2-a", "v2-b")
                .until(40));

        assertThat(seen.release("v2").allReadyAtMillis()).isEqualTo(20);
        assertThat(seen.earlyEndpoints()).isZero();
        assertThat(seen.cutoverMillis()).isEqualTo(10);
    }
}
