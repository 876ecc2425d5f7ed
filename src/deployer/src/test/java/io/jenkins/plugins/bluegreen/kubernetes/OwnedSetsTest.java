package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Release.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnedSetsTest {
    /** The Deployment's own status says nothing yet. */
    private final Release deployment = Mapping.deployment(
            new DeploymentBuilder()
                    .withNewMetadata()
                    .withName("demo-dp-v2")
                    .withUid("d")
                    .withGeneration(2L)
                    .endMetadata()
                    .withNewSpec()
                    .withReplicas(3)
                    .withNewSelector()
                    .addToMatchLabels("app", "demo")
                    .endSelector()
                    .withTemplate(template("v2").build())
                    .endSpec()
                    .withNewStatus()
                    .withObservedGeneration(2L)
                    .endStatus()
                    .build(),
            null);

    private static PodTemplateSpecBuilder template(String tag) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToLabels("app", "demo")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("demo")
                .withImage("docker.io/bebullish/demo:" + tag)
                .endContainer()
                .endSpec();
    }

    private static Release set(String tag, int pods, int available, long observed) {
        PodTemplateSpec template = template(tag)
                .editMetadata()
                .addToLabels("pod-template-hash", "5d4f8c7b" + tag)
                .endMetadata()
                .build();
        return Mapping.replicaSet(
                        new ReplicaSetBuilder()
                                .withNewMetadata()
                                .withName("demo-dp-v2-" + tag)
                                .withUid(tag)
                                .withGeneration(1L)
                                .endMetadata()
                                .withNewSpec()
                                .withReplicas(pods)
                                .withNewSelector()
                                .addToMatchLabels("app", "demo")
                                .endSelector()
                                .withTemplate(template)
                                .endSpec()
                                .withNewStatus()
                                .withObservedGeneration(observed)
                                .withReplicas(pods)
                                .withReadyReplicas(available)
                                .withAvailableReplicas(available)
                                .endStatus()
                                .build(),
                        null)
                .value();
    }

    @Test
    void sumsWhatItsReplicaSetsSayBeforeTheDeploymentSaysSo() {
        Status status = OwnedSets.status(deployment, List.of(set("v2", 3, 2, 1)));
        assertThat(status).isEqualTo(new Status(2, 3, 3, 3, 2, 2, List.of()));
    }

    @Test
    void podsOfAnOlderTemplateAreNotUpdated() {
        Status status = OwnedSets.status(deployment, List.of(set("v1", 1, 1, 1), set("v2", 2, 2, 1)));
        assertThat(status.updated()).isEqualTo(2);
        assertThat(status.replicas()).isEqualTo(3);
        assertThat(status.available()).isEqualTo(3);
        assertThat(OwnedSets.status(deployment, List.of(set("v1", 3, 3, 1))).updated())
                .isZero();
    }

    @Test
    void aSetThatItsControllerHasNotSeenProvesNothing() {
        assertThat(OwnedSets.status(deployment, List.of(set("v1", 0, 0, 1), set("v2", 3, 3, 0))))
                .isEqualTo(deployment.status());
        assertThat(OwnedSets.status(deployment, List.of())).isEqualTo(deployment.status());
    }
}
