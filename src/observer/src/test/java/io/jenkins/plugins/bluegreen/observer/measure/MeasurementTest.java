package io.jenkins.plugins.bluegreen.observer.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.history.Kind;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static Observation measure(History history) {
        return Measurement.of(history, Optional.empty(), 3);
    }

    @Test
    void measuresACleanAtomicCutover() {
        Observation seen = measure(
                Script.warmV2().at(114).endpoints("v2-a", "v2-b", "v2-c").until(200));

        assertThat(seen.candidate()).isEqualTo("v2");
        assertThat(seen.durationMillis()).isEqualTo(200);
        assertThat(seen.states()).isEqualTo(2);
        assertThat(seen.mixedWindows()).isZero();
        assertThat(seen.mixedTotalMillis()).isZero();
        assertThat(seen.earlyEndpoints()).isZero();
        assertThat(seen.fewestReadyEndpoints()).isEqualTo(3);
        assertThat(seen.belowFloorMillis()).isZero();
        assertThat(seen.zeroMillis()).isZero();
        assertThat(seen.cutoverMillis()).isEqualTo(14);
        assertThat(seen.leaks()).isEmpty();
        assertThat(seen.servingAtEnd()).isEqualTo(Map.of("v2", 3));
        assertThat(seen.release("v1"))
                .isEqualTo(new Observation.ReleaseTimes("v1", "ReplicaSet", 0.0, 0.0, 0.0, 114.0, 3, 3, 0));
        assertThat(seen.release("v2"))
                .isEqualTo(new Observation.ReleaseTimes("v2", "ReplicaSet", 20.0, 100.0, 114.0, null, 3, 3, 3));
        assertThat(seen.selectors()).containsExactly(new Observation.SelectorChange(0, Map.of("app", "demo")));
    }

    @Test
    void measuresTheMixedWindowOfAnOverlap() {
        Observation seen = measure(Script.warmV2()
                .at(110)
                .endpoints("v1-a", "v1-b", "v1-c", "v2-a", "v2-b", "v2-c")
                .at(140)
                .endpoints("v1-a", "v2-a", "v2-b", "v2-c")
                .at(150)
                .endpoints("v2-a", "v2-b", "v2-c")
                .at(160)
                .endpoints("v1-a", "v2-a", "v2-b", "v2-c")
                .at(165)
                .endpoints("v2-a", "v2-b", "v2-c")
                .until(200));

        assertThat(seen.mixedWindows()).isEqualTo(2);
        assertThat(seen.mixedTotalMillis()).isEqualTo(45);
        assertThat(seen.mixedLongestMillis()).isEqualTo(40);
        assertThat(seen.earlyEndpoints()).isZero();
        assertThat(seen.cutoverMillis()).isEqualTo(65);
    }

    @Test
    void countsPodsOfTheCandidateThatServeBeforeAllOfItIsAvailable() {
        Observation seen = measure(Script.servingV1()
                .at(20)
                .replicaSet("v2", 3)
                .pods(false, "v2-a", "v2-b", "v2-c")
                .at(50)
                .ready("v2-a")
                .endpoints("v1-a", "v1-b", "v1-c", "v2-a")
                .at(60)
                .ready("v2-b")
                .endpoints("v1-a", "v1-b", "v1-c", "v2-a", "v2-b")
                .at(90)
                .ready("v2-c")
                .endpoints("v2-a", "v2-b", "v2-c")
                .until(200));

        assertThat(seen.earlyEndpoints()).isEqualTo(2);
        assertThat(seen.earlyMillis()).isEqualTo(40);
        assertThat(seen.mixedTotalMillis()).isEqualTo(40);
        assertThat(seen.cutoverMillis()).isZero();
    }

    @Test
    void doesNotCallEarlyWhatTheStatusSaysIsAvailableThoughItsPodsAreSeenLater() {
        Observation seen = measure(Script.servingV1()
                .at(20)
                .replicaSet("v2", 1)
                .at(50)
                .see(new Fact.ReplicaSet("v2-uid", "v2", Optional.empty(), 1, 1, 1, 5, true, Script.BEGIN.wall()))
                .endpoints("v2-a")
                .pods(true, "v2-a")
                .until(60));

        assertThat(seen.earlyEndpoints()).isZero();
        assertThat(seen.release("v2").allReadyAtMillis()).isEqualTo(50);
    }

    @Test
    void doesNotTakeReadyForAvailableWhereMinReadySecondsAreAsked() {
        Observation seen = measure(Script.servingV1()
                .at(20)
                .see(new Fact.ReplicaSet("v2-uid", "v2", Optional.empty(), 1, 1, 0, 5, true, Script.BEGIN.wall()))
                .ready("v2-a")
                .at(50)
                .endpoints("v2-a")
                .until(60));

        assertThat(seen.earlyEndpoints()).isEqualTo(1);
        assertThat(seen.release("v2").allReadyAtMillis()).isNull();
        assertThat(seen.cutoverMillis()).isNull();
    }

    @Test
    void measuresADipBelowTheFloor() {
        Observation seen = measure(Script.warmV2()
                .at(110)
                .endpoints("v2-a")
                .at(125)
                .endpoints("v2-a", "v2-b", "v2-c")
                .until(200));

        assertThat(seen.fewestReadyEndpoints()).isEqualTo(1);
        assertThat(seen.belowFloorMillis()).isEqualTo(15);
        assertThat(seen.zeroMillis()).isZero();
    }

    @Test
    void countsTimeAtZeroOnlyAfterTheFirstEndpoint() {
        Observation seen = measure(new Script()
                .replicaSet("v1", 1)
                .endpoints()
                .at(50)
                .ready("v1-a")
                .endpoints("v1-a")
                .at(80)
                .endpoints()
                .at(87)
                .endpoints("v1-a")
                .until(100));

        assertThat(seen.zeroMillis()).isEqualTo(7);
        assertThat(seen.fewestReadyEndpoints()).isZero();
        assertThat(seen.release("v1").firstEndpointAtMillis()).isEqualTo(50);
        assertThat(seen.cutoverMillis()).as("there was no other release").isNull();
    }

    @Test
    void saysNothingOfEndpointsWhereNoneEverWas() {
        Observation seen = measure(new Script().replicaSet("v1", 1).endpoints().until(100));

        assertThat(seen.fewestReadyEndpoints()).isNull();
        assertThat(seen.zeroMillis()).isZero();
        assertThat(seen.candidate()).isNull();
    }

    @Test
    void findsLivePodsOfOthersThatTheServiceStillSelects() {
        Observation seen = measure(Script.warmV2()
                .selector("createBy", "demo")
                .at(110)
                .endpoints("v2-a", "v2-b", "v2-c")
                .see(Script.pod("v1-a", Map.of("createBy", "demo"), false, true))
                .see(Script.pod("v1-b", Map.of("createBy", "demo"), false, false))
                .see(Script.pod("v2-a", Map.of("createBy", "demo"), true, true))
                .until(200));

        assertThat(seen.leaks()).containsExactly(new Observation.Leak("v1-a", "v1", false, true));
    }

    @Test
    void findsEndpointsOfOthersAtTheEnd() {
        Observation seen = measure(Script.warmV2()
                .at(110)
                .endpoints("v1-b", "v2-a", "v2-b", "v2-c")
                .until(200));

        assertThat(seen.candidate()).isEqualTo("v2");
        assertThat(seen.leaks()).containsExactly(new Observation.Leak("v1-b", "v1", true, false));
        assertThat(seen.cutoverMillis()).isNull();
    }

    @Test
    void goesByTheOrderOfWritingNotOfSight() {
        History history = Script.servingV1()
                .version(200)
                .at(20)
                .replicaSet("v2", 1)
                .version(202)
                .at(50)
                .endpoints("v2-a")
                .version(201)
                .at(58)
                .ready("v2-a")
                .until(100);

        Observation seen = measure(history);

        assertThat(seen.earlyEndpoints()).isZero();
        assertThat(seen.release("v2").allReadyAtMillis()).isEqualTo(50);
        assertThat(seen.cutoverMillis()).isZero();
        assertThat(seen.lag().atLeastMillis()).isEqualTo(8);
    }

    @Test
    void boundsItsOwnLagByProbes() {
        long zero = Script.BEGIN.nanos();
        History history = Script.servingV1()
                .version(200)
                .at(12)
                .see(new Fact.Probe(zero + 10_000_000))
                .at(30)
                .endpoints("v1-a", "v1-b")
                .version(201)
                .at(26)
                .see(new Fact.Probe(zero + 22_000_000))
                .until(100);

        Observation seen = measure(history);

        // The change is version 201: in the answer that came at 26 ms, not in that to the question of 10 ms.
        assertThat(seen.lag()).isEqualTo(new Observation.Lag(4, 20.0, 4.0));
        assertThat(seen.belowFloorMillis()).isEqualTo(74);
    }

    @Test
    void cutsARecordingAtMarks() {
        History history = Script.warmV2()
                .at(114)
                .endpoints("v2-a", "v2-b", "v2-c")
                .at(150)
                .mark("back")
                .at(160)
                .endpoints("v1-a", "v1-b", "v1-c", "v2-a")
                .at(165)
                .endpoints("v1-a", "v1-b", "v1-c")
                .at(170)
                .mark("done")
                .at(180)
                .endpoints()
                .until(200);

        Observation seen = measure(history.between("back", "done"));

        assertThat(seen.durationMillis()).isEqualTo(20);
        assertThat(seen.candidate()).isEqualTo("v1");
        assertThat(seen.earlyEndpoints())
                .as("it was available when the part began")
                .isZero();
        assertThat(seen.mixedTotalMillis()).isEqualTo(5);
        assertThat(seen.zeroMillis()).isZero();
        assertThat(seen.cutoverMillis()).isEqualTo(15);
        assertThat(measure(history.since("done")).zeroMillis()).isEqualTo(20);
        assertThatThrownBy(() -> history.since("never"))
                .hasMessage("The mark never was asked for, but there are only [back, done].");
    }

    @Test
    void keepsOnlyTheBlindTimesOfThePart() {
        Script script = Script.servingV1()
                .blind(Kind.POD, 10, 20, true)
                .blind(Kind.SLICE, 40, 60, false)
                .at(30)
                .mark("later");

        assertThat(measure(script.until(100).since("later")).blind())
                .containsExactly(new Observation.BlindTime("EndpointSlices", 10, 30, false));
    }
}
