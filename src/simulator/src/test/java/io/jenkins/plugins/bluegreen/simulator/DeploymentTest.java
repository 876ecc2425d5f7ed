package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Deployments, stepped. */
class DeploymentTest {
    private static final String PATH = Api.APPS + "deployments/web";

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private static String deployment(int replicas) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  replicas: %d
                  progressDeadlineSeconds: 20
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web}}
                    spec: {containers: [{name: web, image: "web:v1"}]}
                """.formatted(replicas);
    }

    private void image(String tag) {
        world.api.patch(
                PATH,
                Api.STRATEGIC,
                "{\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"name\": \"web\", \"image\": \"web:%s\"}]}}}}"
                        .formatted(tag));
    }

    private boolean complete(int replicas) {
        ObjectNode status = (ObjectNode) world.get("deployments", "web").path("status");
        return status.path("updatedReplicas").asInt() == replicas
                && status.path("replicas").asInt() == replicas
                && status.path("availableReplicas").asInt() == replicas
                && status.path("observedGeneration").asLong() == Json.generation(world.get("deployments", "web"));
    }

    private List<ObjectNode> sets() {
        return world.cluster.store().list("replicasets", "default");
    }

    private String condition(String type) {
        return Json.condition(world.get("deployments", "web"), type)
                .path("reason")
                .asText();
    }

    @Test
    void rollsOutATemplateWithinItsBounds() {
        world.create(deployment(4));
        world.until(store -> complete(4));
        assertThat(condition("Available")).isEqualTo("MinimumReplicasAvailable");
        assertThat(condition("Progressing")).isEqualTo("NewReplicaSetAvailable");

        image("v2");
        world.until(store -> {
            long live = store.list("pods", "default").stream()
                    .filter(pod -> !Json.terminating(pod))
                    .count();
            long ready = store.list("pods", "default").stream()
                    .filter(pod -> Json.ready(pod) && !Json.terminating(pod))
                    .count();
            assertThat(live).isLessThanOrEqualTo(5);
            assertThat(ready).isGreaterThanOrEqualTo(3);
            return complete(4);
        });

        assertThat(sets()).hasSize(2);
        assertThat(sets())
                .extracting(set -> Json.annotation(set, "deployment.kubernetes.io/revision"))
                .containsExactlyInAnyOrder("1", "2");
        assertThat(sets()).allMatch(set -> Json.labels(set).containsKey("pod-template-hash"));
    }

    @Test
    void comesBackToTheReplicaSetOfATemplateThatItHadBefore() {
        world.create(deployment(2));
        world.until(store -> complete(2));
        image("v2");
        world.until(store -> complete(2));

        image("v1");
        world.until(store -> complete(2));

        assertThat(sets()).hasSize(2);
        assertThat(sets().stream()
                        .filter(set -> set.at("/spec/replicas").asInt() == 2)
                        .map(set ->
                                set.at("/spec/template/spec/containers/0/image").asText()))
                .containsExactly("web:v1");
    }

    @Test
    void saysWhenItGetsNoFurther() {
        world.create(deployment(2));
        world.until(store -> complete(2));

        image("broken");
        world.until(store -> condition("Progressing").equals("ProgressDeadlineExceeded"));

        assertThat(Json.condition(world.get("deployments", "web"), "Progressing")
                        .path("status")
                        .asText())
                .isEqualTo("False");
        assertThat(world.status("deployments", "web", "availableReplicas")).isEqualTo(2);
        image("v3");
        world.until(store -> complete(2) && condition("Progressing").equals("NewReplicaSetAvailable"));
    }

    @Test
    void scalesAndDoesNotRollWhilePaused() {
        world.create(deployment(1));
        world.until(store -> complete(1));
        world.api.patch(PATH, Api.MERGE, "{\"spec\": {\"paused\": true, \"replicas\": 3}}");
        image("v2");

        world.until(store -> world.status("deployments", "web", "availableReplicas") == 3);
        world.advance(Duration.ofSeconds(2));

        assertThat(sets()).hasSize(1);
        assertThat(condition("Progressing")).isEqualTo("DeploymentPaused");
        world.api.patch(PATH, Api.MERGE, "{\"spec\": {\"paused\": false}}");
        world.until(store -> complete(3));
        assertThat(sets()).hasSize(2);
    }

    @Test
    void recreatesWithoutBothAtOnce() {
        ObjectNode deployment = Api.yaml(deployment(2));
        ((ObjectNode) deployment.path("spec")).putObject("strategy").put("type", "Recreate");
        world.create(deployment.toString());
        world.until(store -> complete(2));

        image("v2");
        world.until(store -> {
            long images = store.list("pods", "default").stream()
                    .filter(pod -> !Json.terminating(pod))
                    .map(pod -> pod.at("/spec/containers/0/image").asText())
                    .distinct()
                    .count();
            assertThat(images).isLessThan(2);
            return complete(2);
        });
    }

    @Test
    void takesItsReplicaSetsAndPodsWithIt() {
        world.create(deployment(2));
        world.until(store -> complete(2));

        world.api.delete(PATH);
        world.until(store -> store.list("pods", "default").isEmpty() && sets().isEmpty());
    }
}
