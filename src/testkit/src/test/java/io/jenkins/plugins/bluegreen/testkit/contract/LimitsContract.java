package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** New versions that the cluster has no room for, or that it will never start. */
abstract class LimitsContract extends ClusterTest {

    private void assertFailed(Outcome outcome, Mode mode, String... parts) {
        assertThat(outcome).as("%s", world.story()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains(parts);
            assertThat(failed.state()).isEqualTo(Outcome.Failed.State.UNTOUCHED);
        });
        assertThat(world.look().releases()).containsExactly(release(mode, 1));
        assertUntouched(release(mode, 1), 3);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void failsWhenNoNodeTakesItsPods(Mode mode) {
        serveV1(mode);

        var outcome = world.outcome(RequestBuilder.deploy(mode, "v2")
                .manifest(map -> Manifests.at(map, "spec", "template", "spec")
                        .put("nodeSelector", Map.of("disk", "made-of-cheese")))
                .options(options -> options.unschedulableGrace(Duration.ofSeconds(2))));

        assertFailed(outcome, mode, "finds no node: ", "nodes are available");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void failsAtOnceWhenTheQuotaIsUsedUp(Mode mode) {
        serveV1(mode);
        world.create(Manifests.parse("""
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: tight}
                spec: {hard: {pods: "4"}}
                """));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.client()
                        .resourceQuotas()
                        .inNamespace(world.namespace())
                        .withName("tight")
                        .require()
                        .getStatus()
                        .getUsed())
                .containsKey("pods"));
        long begun = System.nanoTime();

        var outcome = world.outcome(RequestBuilder.deploy(mode, "v2"));

        assertFailed(outcome, mode, "exceeded quota: tight");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(strings = {"InvalidImageName", "CreateContainerConfigError"})
    void failsAtOnceOnWhatWillNotHeal(String reason) {
        serveV1(Mode.LABEL);
        var run = world.begin(RequestBuilder.label("never-ready"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(candidates()).hasSize(3));

        await().atMost(PATIENCE).until(() -> {
            candidates().forEach(pod -> pretend(pod, reason));
            return run.ending().toCompletableFuture().isDone();
        });

        assertFailed(world.await(run).outcome(), Mode.LABEL, "Container demo of pod demo-rs-v002-", reason);
    }

    @Test
    void refusesAManifestThatTheApiServerDoesNotAccept() {
        serveV1(Mode.LABEL);

        var outcome = world.outcome(RequestBuilder.label("v2")
                .manifest(map -> Manifests.at(map, "spec", "template", "spec").put("restartPolicy", "Never")));

        assertThat(outcome).as("%s", world.story()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.problems().get(0).sentence())
                .contains("the API server does not accept it", "restartPolicy"));
        assertUntouched("demo-rs-v001", 3);
    }

    private List<String> candidates() {
        return world.look().pods().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith("demo-rs-v002-"))
                .filter(pod -> pod.getStatus().getContainerStatuses() != null
                        && !pod.getStatus().getContainerStatuses().isEmpty())
                .map(pod -> pod.getMetadata().getName())
                .toList();
    }

    /** The nodes here cannot be made to say this by an image that the deployer would accept. */
    private void pretend(String pod, String reason) {
        String status = """
                {"status":{"containerStatuses":[{"name":"demo","ready":false,"restartCount":0,"image":"","imageID":"",
                "state":{"running":null,"waiting":{"reason":"%s","message":"a test says so"}}}]}}""".formatted(reason);
        try {
            world.client()
                    .pods()
                    .inNamespace(world.namespace())
                    .withName(pod)
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), status);
        } catch (KubernetesClientException e) {
            // The deployer has seen it, and the candidate is going.
            assertThat(e.getCode()).isEqualTo(404);
        }
    }
}
