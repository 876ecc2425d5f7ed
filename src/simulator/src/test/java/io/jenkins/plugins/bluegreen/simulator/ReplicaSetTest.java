package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.controllers.Controller;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** ReplicaSets, stepped. */
class ReplicaSetTest {
    private static final String PATH = Api.APPS + "replicasets/v1";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private void scale(int replicas) {
        world.api.patch(PATH, Api.MERGE, "{\"spec\": {\"replicas\": %d}}".formatted(replicas));
    }

    @Test
    void countsItsPodsAsTheyBecomeReady() {
        world.create(World.set("v1", 3, "v1"));
        assertThat(world.status("replicasets", "v1", "observedGeneration")).isZero();

        world.until(store -> world.status("replicasets", "v1", "replicas") == 3);
        assertThat(world.get("replicasets", "v1").path("status").has("readyReplicas"))
                .isFalse();
        world.available("v1", 3);

        JsonNode status = world.get("replicasets", "v1").path("status");
        assertThat(status.path("fullyLabeledReplicas").asInt()).isEqualTo(3);
        assertThat(status.path("readyReplicas").asInt()).isEqualTo(3);
        assertThat(status.path("observedGeneration").asInt()).isEqualTo(1);
        assertThat(world.pods("v1"))
                .allSatisfy(pod -> assertThat(Json.owner(pod)).contains(Json.uid(world.get("replicasets", "v1"))));
    }

    @Test
    void observesAGenerationSomeTimeAfterItWasMade() {
        world.create(World.set("v1", 1, "v1"));
        world.available("v1", 1);

        scale(2);
        assertThat(world.get("replicasets", "v1").at("/metadata/generation").asInt())
                .isEqualTo(2);
        assertThat(world.status("replicasets", "v1", "observedGeneration")).isEqualTo(1);

        world.until(store -> world.status("replicasets", "v1", "observedGeneration") == 2);
    }

    @Test
    void makesNoMoreThanItWantsHoweverLateItsCacheIs() {
        world.create(World.set("v1", 50, "v1"));

        world.until(store -> {
            assertThat(world.pods("v1")).hasSizeLessThanOrEqualTo(50);
            return world.cluster.store().list("pods", "default").size() == 50
                    && world.status("replicasets", "v1", "availableReplicas") == 50;
        });
    }

    @Test
    void takesPodsThatAreNotReadyFirst() {
        world.create(World.set("v1", 2, "v1"));
        world.available("v1", 2);
        List<String> ready = world.pods("v1").stream().map(Json::name).toList();
        world.api.patch(
                PATH,
                Api.MERGE,
                "{\"spec\": {\"replicas\": 4, \"template\": {\"spec\": {\"containers\": [{\"name\": \"web\", \"image\": \"web:never-ready\"}]}}}}");
        world.until(store -> world.status("replicasets", "v1", "replicas") == 4);

        scale(2);
        world.until(store -> world.pods("v1").size() == 2);

        assertThat(world.pods("v1")).extracting(Json::name).containsExactlyElementsOf(ready);
    }

    @Test
    void replacesAPodThatLosesItsLabelAndAdoptsOneThatGetsIt() {
        world.create(World.set("v1", 2, "v1"));
        world.available("v1", 2);
        String lost = world.pod("v1");

        world.api.patch(Api.CORE + "pods/" + lost, Api.MERGE, "{\"metadata\": {\"labels\": {\"release\": \"other\"}}}");
        world.until(store -> world.pods("v1").size() == 2);
        world.available("v1", 2);
        assertThat(Json.owner(world.get("pods", lost))).isEmpty();

        world.api.patch(Api.CORE + "pods/" + lost, Api.MERGE, "{\"metadata\": {\"labels\": {\"release\": \"v1\"}}}");
        world.until(store ->
                world.there("pods", lost) && Json.owner(world.get("pods", lost)).isPresent());
        world.until(store -> world.pods("v1").size() == 2);
    }

    @Test
    void countsFullyLabelledPodsByItsTemplate() {
        world.create(World.set("v1", 2, "v1"));
        world.available("v1", 2);

        world.api.patch(
                PATH, Api.MERGE, "{\"spec\": {\"template\": {\"metadata\": {\"labels\": {\"traffic\": \"on\"}}}}}");
        world.until(store -> world.status("replicasets", "v1", "observedGeneration") == 2);
        assertThat(world.get("replicasets", "v1").path("status").has("fullyLabeledReplicas"))
                .isFalse();

        world.pods("v1")
                .forEach(pod -> world.api.patch(
                        Api.CORE + "pods/" + Json.name(pod),
                        Api.MERGE,
                        "{\"metadata\": {\"labels\": {\"traffic\": \"on\"}}}"));
        world.until(store -> world.status("replicasets", "v1", "fullyLabeledReplicas") == 2);
    }

    @Test
    void saysWhyItCannotMakePods() {
        world.create("{apiVersion: v1, kind: ResourceQuota, metadata: {name: small}, spec: {hard: {pods: \"1\"}}}");
        world.create(World.set("v1", 3, "v1"));

        world.until(store -> !Json.condition(world.get("replicasets", "v1"), "ReplicaFailure")
                .isMissingNode());
        JsonNode failure = Json.condition(world.get("replicasets", "v1"), "ReplicaFailure");
        assertThat(failure.path("reason").asText()).isEqualTo("FailedCreate");
        assertThat(failure.path("message").asText())
                .matches(
                        "pods \"v1-\\w+\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1");

        // Tries go on, with other names, and are told as events; the condition stays as it was.
        world.until(store -> store.list("events", "default").stream()
                        .filter(event -> event.path("reason").asText().equals("FailedCreate"))
                        .map(event -> event.path("message").asText())
                        .distinct()
                        .count()
                > 1);
        assertThat(Json.condition(world.get("replicasets", "v1"), "ReplicaFailure"))
                .isEqualTo(failure);

        world.api.delete(Api.CORE + "resourcequotas/small");
        world.available("v1", 3);
        assertThat(Json.condition(world.get("replicasets", "v1"), "ReplicaFailure")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void leavesPodsOrTakesThemWithItAsItsDeletionSays() {
        world.create(World.set("v1", 2, "v1"));
        world.create(World.set("v2", 2, "v2"));
        world.available("v1", 2);
        world.available("v2", 2);

        world.api.delete(PATH, "{propagationPolicy: Orphan}");
        world.until(store -> !world.there("replicasets", "v1"));
        assertThat(world.pods("v1")).hasSize(2).allMatch(pod -> Json.owner(pod).isEmpty());

        world.api.delete(Api.APPS + "replicasets/v2", "{propagationPolicy: Foreground}");
        assertThat(world.get("replicasets", "v2").at("/metadata/finalizers/0").asText())
                .isEqualTo("foregroundDeletion");
        world.until(store -> !world.there("replicasets", "v2"));
        assertThat(world.pods("v2")).isEmpty();
    }

    @Test
    void terminatesPodsInTheBackground() {
        world.create(World.set("v1", 2, "v1"));
        world.available("v1", 2);

        world.api.delete(PATH);
        assertThat(world.there("replicasets", "v1")).isFalse();
        world.until(store -> world.pods("v1").stream().allMatch(Json::terminating));
        assertThat(world.pods("v1")
                        .get(0)
                        .at("/metadata/deletionGracePeriodSeconds")
                        .asInt())
                .isEqualTo(30);
        world.until(store -> world.pods("v1").isEmpty());
    }

    @Test
    void standsStillWhilePausedAndCatchesUp() {
        world.cluster.controllers().pause(Controller.REPLICA_SET);
        world.create(World.set("v1", 1, "v1"));
        world.advance(Duration.ofSeconds(5));
        assertThat(world.pods("v1")).isEmpty();

        world.cluster.controllers().resume(Controller.REPLICA_SET);
        world.available("v1", 1);
        world.cluster.replaceControllers();
        scale(3);
        world.available("v1", 3);
    }

    @Test
    void waitsForMinReadySeconds() {
        ObjectNode set = Api.yaml(World.set("v1", 1, "v1"));
        ((ObjectNode) set.path("spec")).put("minReadySeconds", 10);
        world.create(set.toString());

        world.until(store -> world.status("replicasets", "v1", "readyReplicas") == 1);
        assertThat(world.status("replicasets", "v1", "availableReplicas")).isZero();
        world.advance(Duration.ofSeconds(12));

        assertThat(world.status("replicasets", "v1", "availableReplicas")).isEqualTo(1);
    }
}
