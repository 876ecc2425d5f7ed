package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.decide.Plan;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each command, typed against the embedded cluster. */
@Execution(ExecutionMode.CONCURRENT)
class CommandsTest {
    private final Lab lab = Lab.label();

    @AfterEach
    void close() {
        lab.close();
    }

    private static JsonNode json(Typed typed) throws IOException {
        return new ObjectMapper().readTree(typed.out());
    }

    @Test
    void deployTellsItsStoryAndReportsAtTheEnd() {
        lab.deploy("v1");

        Typed typed = lab.deploy("v2");

        assertThat(typed.code()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out())
                .contains("Created demo-rs-v002 with 3 replicas, without traffic")
                .contains("Service demo-service has the selector of its owner: {createBy=demo-service}")
                .contains("Promoted: demo-rs-v002 has the traffic")
                .contains("  release          demo-rs-v002, instead of demo-rs-v001")
                .contains("  images           demo=docker.io/bebullish/demo:v2")
                .containsPattern("  phases           preflight .*warm-up .*flip .*")
                .contains("  mixed window     0 ms")
                .contains("  fewest endpoints 3")
                .containsPattern("  API requests     [0-9]+ in ");
    }

    @Test
    void deployTwiceWritesNothingTheSecondTime() throws IOException {
        lab.deploy("v1");
        String before = lab.service().getMetadata().getResourceVersion();

        Typed again = lab.deploy("v1", "-o", "json");

        assertThat(again.code()).isZero();
        assertThat(json(again).path("outcome").asText()).isEqualTo("alreadyActive");
        assertThat(lab.service().getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @Test
    void jsonIsAloneOnStandardOutputAndTheStoryIsBesideIt() throws IOException {
        lab.deploy("v1");

        Typed typed = lab.deploy("v2", "-o", "json");

        JsonNode report = json(typed);
        assertThat(report.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(report.path("outcome").asText()).isEqualTo("promoted");
        assertThat(report.path("release").asText()).isEqualTo("demo-rs-v002");
        assertThat(report.path("services").path(0).asText()).isEqualTo("demo-service");
        assertThat(report.path("images").path("demo").asText()).isEqualTo("docker.io/bebullish/demo:v2");
        assertThat(report.path("phases").path(0).path("durationMillis").isNumber())
                .isTrue();
        assertThat(report.path("fewestReadyEndpoints").asInt()).isEqualTo(3);
        assertThat(report.path("mixedWindowMillis").asInt()).isZero();
        assertThat(typed.err()).contains("Created demo-rs-v002");
    }

    @Test
    void quietTellsOnlyTheEnd() {
        Typed typed = lab.deploy("v1", "--quiet");

        assertThat(typed.out())
                .startsWith("Promoted: demo-rs-v001 has the traffic")
                .doesNotContain("Created");
    }

    @Test
    void verboseCountsThePods() {
        assertThat(lab.deploy("v1", "--verbose", "--stable", "1s").out())
                .contains("demo-rs-v001: 3 of 3 ready, 0 serving");
    }

    @Test
    void prepareLeavesADarkReleaseThatPromoteFindsByItself() {
        lab.deploy("v1");

        Typed prepared = lab.type("prepare", "-f", Lab.LABEL, "--service", "demo-service", "--version", "v2");
        Typed status = lab.type("status", "--service", "demo-service");
        Typed promoted = lab.type("promote", "--service", "demo-service");

        assertThat(prepared.code()).isZero();
        assertThat(prepared.out()).contains("Prepared: demo-rs-v002 is available and dark");
        assertThat(status.out())
                .containsPattern("demo-rs-v001 +v1 +### +3/3 +3 +promoted at")
                .containsPattern("demo-rs-v002 +v2 +ooo +3/3 +0 +waits to be promoted since");
        assertThat(promoted.code()).isZero();
        assertThat(promoted.out()).contains("Promoted: demo-rs-v002 has the traffic");
    }

    @Test
    void discardRemovesThePreparedReleaseAndNothingElse() {
        lab.deploy("v1");
        lab.type("prepare", "-f", Lab.LABEL, "--service", "demo-service", "--version", "v2");

        Typed discarded = lab.type("discard", "--service", "demo-service", "--release", "demo-rs-v002");

        assertThat(discarded.code()).isZero();
        assertThat(discarded.out()).contains("Discarded: demo-rs-v002 is gone");
        assertThat(lab.replicaSets()).containsExactly("demo-rs-v001");
    }

    @Test
    void promoteWithoutAPreparedReleaseIsRefused() {
        lab.deploy("v1");

        Typed typed = lab.type("promote", "--service", "demo-service");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.problems())
                .containsExactly("A prepared release of demo-rs was asked for, but there is none."
                        + " Prepare one first, or name it as the release.");
    }

    @Test
    void rollbackFindsTheWorkloadAndTheReleaseBefore() {
        lab.deploy("v1");
        lab.deploy("v2");

        Typed back = lab.type("rollback", "--service", "demo-service");

        assertThat(back.code()).isZero();
        assertThat(back.out()).contains("Rolled back: demo-rs-v001 has the traffic again");
    }

    @Test
    void rollbackGoesToTheVersionThatWasNamed() {
        lab.deploy("v1");
        lab.deploy("v2");
        lab.deploy("v3");

        assertThat(lab.type("rollback", "--service", "demo-service", "--to", "v1")
                        .out())
                .contains("demo-rs-v001 has the traffic again");
        assertThat(lab.type("rollback", "--service", "demo-service", "--to", "v9")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void rollbackKnowsSelectorModeByWhatIsThere() {
        try (Lab native_ = Lab.empty()) {
            native_.apply("selector/service.yaml");
            native_.apply("selector/deployment-v1.yaml");
            Typed deployed = native_.type("deploy", "-f", Lab.SELECTOR, "--service", "demo-service");

            Typed status = native_.type("status", "--service", "demo-service");
            Typed back = native_.type("rollback", "--service", "demo-service", "--to", "v1");

            assertThat(deployed.out()).contains("Promoted: demo-dp-v2 has the traffic");
            assertThat(status.out())
                    .as("also of one that others made")
                    .containsPattern("demo-dp-v1 +v1 ")
                    .containsPattern("demo-dp-v2 +v2 ");
            assertThat(back.code()).isZero();
            assertThat(native_.service().getSpec().getSelector()).containsEntry("version", "v1");
        }
    }

    @Test
    void planSaysWhatWouldBeDoneAndWritesNothing() throws IOException {
        String before = lab.service().getMetadata().getResourceVersion();
        String[] line = {"plan", "-f", Lab.LABEL, "--service", "demo-service", "--version", "v1"};

        Typed typed = lab.type(line);
        Typed asJson = lab.type("plan", "-f", Lab.LABEL, "--service", "demo-service", "--version", "v1", "-o", "json");

        assertThat(typed.code()).isZero();
        assertThat(typed.out())
                .contains("  1. Create demo-rs-v001 with 3 replicas, without traffic")
                .contains("Move the traffic of demo-service to it, in one write")
                .contains("Nothing was written.");
        JsonNode plan = json(asJson);
        assertThat(plan.path("schemaVersion").asInt()).isEqualTo(Plan.SCHEMA_VERSION);
        assertThat(plan.path("release").asText()).isEqualTo("demo-rs-v001");
        assertThat(plan.path("replicas").asInt()).isEqualTo(3);
        assertThat(plan.path("images").path("demo").asText()).isEqualTo("docker.io/bebullish/demo:v1");
        assertThat(plan.path("steps")).hasSize(3);
        assertThat(plan.path("problems")).isEmpty();
        assertThat(lab.replicaSets()).isEmpty();
        assertThat(lab.service().getMetadata().getResourceVersion()).isEqualTo(before);
    }

    @Test
    void planIsRefusedByWhatStandsInTheWay() {
        Typed typed = lab.type("plan", "-f", Lab.LABEL, "--service", "other", "--version", "v1");

        assertThat(typed.code()).isEqualTo(2);
        assertThat(typed.err()).contains("there is no such Service");
    }

    @Test
    void planWarnsEvenWhereSomethingStandsInTheWay() throws IOException {
        lab.deploy("v1");
        lab.client.services().inNamespace("default").withName("demo-service").edit(service -> {
            service.getSpec().setSessionAffinity("ClientIP");
            return service;
        });
        String[] line = {
            "plan", "-f", Lab.LABEL, "--service", "demo-service", "--version", "v2", "--mode", "selector", "-o", "json"
        };

        Typed asText = lab.type(Arrays.copyOf(line, line.length - 2));
        JsonNode asJson = json(lab.type(line));

        assertThat(asText.code()).isEqualTo(2);
        assertThat(asText.out())
                .contains("  warning  Service demo-service has session affinity")
                .doesNotContain("Would deploy");
        assertThat(asText.err()).contains("has no key version");
        assertThat(asJson.path("warnings").toString()).contains("session affinity");
        assertThat(asJson.path("problems").toString()).contains("has no key version");
        assertThat(asJson.path("steps")).isEmpty();
    }

    @Test
    void gateSeesTheCandidateAndItsOutputIsShown() {
        lab.deploy("v1");

        Typed typed = lab.deploy(
                "v2",
                "--gate",
                "echo $BLUE_GREEN_RELEASE $BLUE_GREEN_VERSION instead of $BLUE_GREEN_ACTIVE at $BLUE_GREEN_PREVIEW");

        assertThat(typed.code()).isZero();
        assertThat(typed.out()).containsPattern("gate \\| demo-rs-v002 v2 instead of demo-rs-v001 at [0-9.]+:8080");
    }

    @Test
    void gateThatSaysNoLeavesWhatServes() {
        lab.deploy("v1");

        Typed typed = lab.deploy("v2", "--gate", "echo not today; exit 3");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out())
                .contains("gate | not today")
                .contains("Failed: The gate said no: its command ended with 3. Traffic was never touched");
        assertThat(lab.replicaSets()).containsExactly("demo-rs-v001");
    }

    @Test
    void failureHasExitCodeOneAndSaysWhy() {
        Typed typed = lab.deploy("never-ready", "--ready-timeout", "1s", "-o", "json");

        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out()).contains("\"outcome\" : \"failed\"").contains("\"state\" : \"untouched\"");
    }

    @Test
    void statusIsJsonToo() throws IOException {
        lab.deploy("v1");

        JsonNode overview = json(lab.type("status", "--service", "demo-service", "-o", "json"));

        assertThat(overview.path("workload").asText()).isEqualTo("demo-rs");
        assertThat(overview.path("releases").path(0).path("traffic").asBoolean())
                .isTrue();
    }

    @Test
    void observeMeasuresAndJudges() throws IOException {
        lab.deploy("v1");

        Typed good = lab.type(
                "observe", "--service", "demo-service", "--for", "300ms", "--candidate", "demo-rs-v001", "-o", "json");
        Typed bad = lab.type("observe", "--service", "demo-service", "--for", "300ms", "--candidate", "demo-rs-v002");

        assertThat(good.code()).isZero();
        assertThat(json(good).path("fewestReadyEndpoints").asInt()).isEqualTo(3);
        assertThat(bad.code()).isEqualTo(1);
        assertThat(List.of(bad.err())).isNotEmpty();
    }
}
