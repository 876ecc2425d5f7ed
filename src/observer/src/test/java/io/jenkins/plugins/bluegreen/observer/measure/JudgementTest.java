package io.jenkins.plugins.bluegreen.observer.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.observer.history.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {
    private static List<String> judge(Script script, Expectations expected) {
        return Judgement.violations(Measurement.of(script.until(200), expected.release(), 3), expected);
    }

    @Test
    void findsNothingWrongWithACleanCutover() {
        assertThat(judge(
                        Script.warmV2().at(114).endpoints("v2-a", "v2-b", "v2-c"),
                        Expectations.atomic("v2").withSelector(Map.of("app", "demo"))))
                .isEmpty();
    }

    @Test
    void namesAMixedWindowUnlessItIsAllowed() {
        Script script = Script.warmV2()
                .at(110)
                .endpoints("v1-a", "v1-b", "v1-c", "v2-a", "v2-b", "v2-c")
                .at(114)
                .endpoints("v2-a", "v2-b", "v2-c");

        assertThat(judge(script, Expectations.overlap("v2"))).isEmpty();
        assertThat(judge(script, Expectations.atomic("v2")))
                .containsExactly(
                        "Endpoints of several releases stood in the Service at once 1 time(s), for 4.000 ms in all and 4.000 ms at most: that was to happen never.");
    }

    @Test
    void namesAMixedStateThatLastedNoTime() {
        Script script = Script.warmV2()
                .at(110)
                .endpoints("v1-a", "v1-b", "v1-c", "v2-a", "v2-b", "v2-c")
                .endpoints("v2-a", "v2-b", "v2-c");

        assertThat(judge(script, Expectations.atomic("v2")))
                .singleElement()
                .asString()
                .contains("1 time(s)");
    }

    @Test
    void namesEverythingThatWentWrong() {
        Script script = Script.servingV1()
                .at(20)
                .replicaSet("v2", 3)
                .ready("v2-a")
                .at(50)
                .endpoints("v2-a")
                .at(60)
                .endpoints()
                .at(70)
                .endpoints("v1-a")
                .selector("release", "v1");

        assertThat(judge(script, Expectations.atomic("v2").withSelector(Map.of("app", "demo"))))
                .containsExactly(
                        "Release v2 alone was to serve at the end, but 1 endpoint(s) of v1 do.",
                        "1 pod(s) of v2 had traffic before all of it was available, for 10.000 ms.",
                        "There were only 0 ready endpoints where 3 were promised; fewer than that for 150.000 ms, none for 10.000 ms.",
                        "Pod v1-a of release v1 is still an endpoint at the end, though v2 should serve alone.",
                        "Pod v1-b of release v1 still has the labels that the Service selects by at the end, though v2 should serve alone.",
                        "Pod v1-c of release v1 still has the labels that the Service selects by at the end, though v2 should serve alone.",
                        "The Service was to select by {app=demo} at the end, but selects by {release=v1}.");
    }

    @Test
    void saysThatNothingEverServed() {
        assertThat(judge(new Script().replicaSet("v1", 3), Expectations.atomic("v1")))
                .containsExactly(
                        "Release v1 alone was to serve at the end, but nothing does.",
                        "There never was a ready endpoint where 3 were promised.");
    }

    @Test
    void saysThatTheReleaseDoesNotServeWithAllOfItsPods() {
        assertThat(judge(
                        Script.warmV2()
                                .at(114)
                                .endpoints("v2-a", "v2-b", "v2-c")
                                .at(120)
                                .replicaSet("v2", 4),
                        Expectations.atomic("v2")))
                .containsExactly(
                        "Release v2 was to serve with all of its 4 pods at the end, but only 3 are endpoints.");
    }

    @Test
    void neverSaysThatAnythingHeldWhileItWasBlind() {
        assertThat(judge(
                        Script.warmV2()
                                .at(114)
                                .endpoints("v2-a", "v2-b", "v2-c")
                                .blind(Kind.SLICE, 105, 112, true),
                        Expectations.atomic("v2")))
                .containsExactly(
                        "Nothing is known of the Service's EndpointSlices from 105 ms until 112 ms: the watch was lost. Whether anything held then cannot be said.");
    }

    @Test
    void judgesOnWhereAWatchWasResumedWithoutLoss() {
        assertThat(judge(
                        Script.warmV2()
                                .at(114)
                                .endpoints("v2-a", "v2-b", "v2-c")
                                .blind(Kind.SLICE, 105, 112, false),
                        Expectations.atomic("v2")))
                .isEmpty();
    }

    @Test
    void isWrittenAsJsonWithUnitsInItsNames() throws JsonProcessingException {
        Observation seen = Measurement.of(
                Script.warmV2().at(114).endpoints("v2-a", "v2-b", "v2-c").until(200), Optional.empty(), 3);

        JsonNode json = new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(seen));

        assertThat(json.fieldNames().next()).isEqualTo("schemaVersion");
        assertThat(json.path("cutoverMillis").asDouble()).isEqualTo(14);
        assertThat(json.path("releases").get(1).path("allReadyAtMillis").asDouble())
                .isEqualTo(100);
        assertThat(json.path("servingAtEnd").isMissingNode()).isTrue();
    }
}
