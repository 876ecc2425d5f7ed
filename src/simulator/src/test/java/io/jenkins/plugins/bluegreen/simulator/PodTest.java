package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to pods, stepped. */
class PodTest {
    private static final String NAME = "one";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private void pod(String image, String rest) {
        world.create("""
                apiVersion: v1
                kind: Pod
                metadata: {name: one}
                spec: {containers: [{name: web, image: "%s"%s}]}
                """.formatted(image, rest));
    }

    private JsonNode state() {
        return world.get("pods", NAME).at("/status/containerStatuses/0");
    }

    private String waiting() {
        return state().at("/state/waiting/reason").asText();
    }

    private void waits(String reason) {
        world.until(store -> waiting().equals(reason));
    }

    @Test
    void getsANodeThenStartsThenIsReady() {
        pod("web:v1", "");
        assertThat(world.get("pods", NAME).at("/status/phase").asText()).isEqualTo("Pending");

        waits("ContainerCreating");
        assertThat(world.get("pods", NAME).at("/spec/nodeName").asText()).startsWith("node-");
        world.until(store -> state().at("/state").has("running"));
        assertThat(Json.ready(world.get("pods", NAME))).isFalse();
        assertThat(world.get("pods", NAME).at("/status/podIP").asText()).startsWith("127.");
        world.until(store -> Json.ready(world.get("pods", NAME)));
        assertThat(world.get("pods", NAME).at("/status/phase").asText()).isEqualTo("Running");
    }

    @Test
    void triesAgainAndAgainToPullABrokenImage() {
        pod("docker.io/web:broken", "");

        waits("ErrImagePull");
        waits("ImagePullBackOff");
        waits("ErrImagePull");
        assertThat(world.api.get(Api.CORE + "pods/one/log").message())
                .isEqualTo("container \"web\" in pod \"one\" is waiting to start: trying and failing to pull image");
    }

    @Test
    void restartsWhatCrashesLaterAndLater() {
        pod("web:crash", "");

        waits("CrashLoopBackOff");
        world.until(store -> state().path("restartCount").asInt() >= 3);
        assertThat(state().at("/lastState/terminated/exitCode").asInt()).isEqualTo(1);
        assertThat(world.api.get(Api.CORE + "pods/one/log?tailLines=1").body().asText())
                .isIn("", "Error: cannot start, exit code 1\n");
        assertThat(world.api
                        .get(Api.CORE + "pods/one/log?previous=true&limitBytes=7")
                        .body()
                        .asText())
                .isEqualTo("Error: ");
    }

    @Test
    void isNeverReadyOrFlapsAsItsTagSays() {
        pod("web:flapping", "");
        world.until(store -> Json.ready(world.get("pods", NAME)));
        assertThat(world.api.get(Api.CORE + "pods/one/log?previous=true").message())
                .isEqualTo("previous terminated container \"web\" in pod \"one\" not found");
        world.until(store -> !Json.ready(world.get("pods", NAME)));
        world.until(store -> Json.ready(world.get("pods", NAME)));

        world.create(World.set("v1", 1, "never-ready"));
        world.until(store -> world.status("replicasets", "v1", "replicas") == 1);
        world.advance(Duration.ofSeconds(5));
        assertThat(world.status("replicasets", "v1", "readyReplicas")).isZero();
    }

    @Test
    void saysWhatItIsNotConfiguredWithAndGoesOnWhenItIs() {
        pod("web:v1", ", envFrom: [{configMapRef: {name: settings}}]");
        waits("CreateContainerConfigError");
        assertThat(state().at("/state/waiting/message").asText()).isEqualTo("configmap \"settings\" not found");

        world.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}");
        world.until(store -> Json.ready(world.get("pods", NAME)));
    }

    @Test
    void refusesAnImageThatIsNone() {
        pod("Web/UPPER:v1", "");
        waits("InvalidImageName");
    }

    @Test
    void waitsForANodeThatCanTakeIt() {
        pod("web:v1", ", resources: {requests: {cpu: \"100\"}}");
        world.until(store -> Json.condition(world.get("pods", NAME), "PodScheduled")
                .path("reason")
                .asText()
                .equals("Unschedulable"));
        assertThat(Json.condition(world.get("pods", NAME), "PodScheduled")
                        .path("message")
                        .asText())
                .startsWith("0/4 nodes are available: 4 Insufficient cpu.");

        world.api.patch(
                "/api/v1/nodes/node-1/status", Api.MERGE, "{\"status\": {\"allocatable\": {\"cpu\": \"200\"}}}");
        world.until(store -> Json.ready(world.get("pods", NAME)));
        assertThat(world.get("pods", NAME).at("/spec/nodeName").asText()).isEqualTo("node-1");
    }

    @Test
    void warmsUpAsItsAnnotationsSay() {
        world.create("""
                apiVersion: v1
                kind: Pod
                metadata:
                  name: one
                  annotations: {test.bluegreen.jenkins.io/warmup: 4s, test.bluegreen.jenkins.io/warmup-jitter: 1s}
                spec: {containers: [{name: web, image: "web:v1"}]}
                """);

        world.advance(Duration.ofMillis(3900));
        assertThat(Json.ready(world.get("pods", NAME))).isFalse();
        world.advance(Duration.ofMillis(1200));
        assertThat(Json.ready(world.get("pods", NAME))).isTrue();
    }

    @Test
    void goesWhenItsNodeGoes() {
        world.create(World.set("v1", 1, "v1"));
        world.available("v1", 1);
        String lost = world.pod("v1");

        world.api.delete(
                "/api/v1/nodes/" + world.get("pods", lost).at("/spec/nodeName").asText());
        world.until(store -> !world.there("pods", lost));
        world.available("v1", 1);
    }

    @Test
    void isNotReadyWhenItsNodeIsNot() {
        pod("web:v1", "");
        world.until(store -> Json.ready(world.get("pods", NAME)));
        String node = world.get("pods", NAME).at("/spec/nodeName").asText();

        world.api.patch(
                "/api/v1/nodes/" + node + "/status",
                Api.STRATEGIC,
                "{\"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"Unknown\"}]}}");
        world.until(store -> !Json.ready(world.get("pods", NAME)));
        world.api.patch(
                "/api/v1/nodes/" + node + "/status",
                Api.STRATEGIC,
                "{\"status\": {\"conditions\": [{\"type\": \"Ready\", \"status\": \"True\"}]}}");
        world.until(store -> Json.ready(world.get("pods", NAME)));
    }

    @Test
    void endsAtOnceWhenForced() {
        pod("web:v1", "");
        world.until(store -> Json.ready(world.get("pods", NAME)));

        world.api.delete(Api.CORE + "pods/one", "{gracePeriodSeconds: 0}");

        assertThat(world.there("pods", NAME)).isFalse();
    }

    @Test
    void emptiesANamespaceThatIsDeleted() {
        world.cluster.namespace("other");
        world.api.post(
                "/api/v1/namespaces/other/pods", "{metadata: {name: two}, spec: {containers: [{name: a, image: a}]}}");
        world.until(store -> store.get("serviceaccounts", "other", "default").isPresent());

        assertThat(world.api.delete("/api/v1/namespaces/other").text("/status/phase"))
                .isEqualTo("Terminating");
        assertThat(world.api
                        .post("/api/v1/namespaces/other/configmaps", "{metadata: {name: late}}")
                        .message())
                .contains("unable to create new content in namespace other because it is being terminated");
        world.until(store -> store.get("namespaces", "", "other").isEmpty());
        assertThat(world.cluster.store().list("pods", "other")).isEmpty();
    }
}
