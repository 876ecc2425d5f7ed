package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnControlPlane
class DisturbanceOnControlPlaneIT extends DisturbanceContract {
    /** Its controller looks each 15 s. */
    private static final Duration SYNC = Duration.ofSeconds(20);

    /** The embedded cluster has no autoscaler. One that has no metrics still brings a workload up to its least size. */
    @ParameterizedTest
    @EnumSource(
            value = Moment.class,
            names = {"LABEL_WARM_UP", "LABEL_VERIFY", "SELECTOR_WARM_UP", "SELECTOR_VERIFY"})
    void servesWithAllOfACandidateThatAnAutoscalerScalesUp(Moment moment) {
        var ending = disturbed(moment, SYNC, () -> {
            world.create(Manifests.parse(
                    """
                    apiVersion: autoscaling/v2
                    kind: HorizontalPodAutoscaler
                    metadata: {name: others}
                    spec:
                      scaleTargetRef: {apiVersion: apps/v1, kind: %s, name: %s}
                      minReplicas: 5
                      maxReplicas: 6
                    """.formatted(moment.mode == Mode.LABEL ? "ReplicaSet" : "Deployment", moment.candidate())));
            await().atMost(PATIENCE)
                    .until(() -> workload(moment.mode, moment.candidate())
                                    .scale()
                                    .getSpec()
                                    .getReplicas()
                            == 5);
        });

        assertPromoted(ending, moment, 5);
    }
}
