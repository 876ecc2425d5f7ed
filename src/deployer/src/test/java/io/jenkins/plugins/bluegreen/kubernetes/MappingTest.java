package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import org.junit.jupiter.api.Test;

class MappingTest {
    private static Pod pod(String address, boolean ready) {
        PodBuilder pod = new PodBuilder()
                .withNewMetadata()
                .withName("demo-rs-v002-a")
                .withUid("uid")
                .endMetadata()
                .withNewStatus()
                .withPhase("Pending")
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready ? "True" : "False")
                .endCondition()
                .endStatus();
        return address.isEmpty()
                ? pod.build()
                : pod.editStatus()
                        .addNewPodIP()
                        .withIp(address)
                        .endPodIP()
                        .endStatus()
                        .build();
    }

    @Test
    void aPodThatIsSeenFromItsBirthIsKnownNeverToHaveBeenReady() {
        var born = Mapping.pod(pod("", false), null);
        var runs = Mapping.pod(pod("10.0.0.1", false), born);
        var ready = Mapping.pod(pod("10.0.0.1", true), runs);
        var lost = Mapping.pod(pod("10.0.0.1", false), ready);

        assertThat(born.value().neverReady()).isTrue();
        assertThat(runs.value().neverReady()).isTrue();
        assertThat(ready.value().neverReady()).isFalse();
        assertThat(lost.value().neverReady()).isFalse();
    }

    private static ReplicaSet set(long generation, String image) {
        return new ReplicaSetBuilder()
                .withNewMetadata()
                .withName("demo-rs-v002")
                .withUid("set")
                .withGeneration(generation)
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .endSelector()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    @Test
    void aTemplateIsReadAnewWithEachGenerationAlone() {
        var before = Mapping.replicaSet(set(1, "demo:v1"), null);
        var again = Mapping.replicaSet(set(1, "demo:v1"), before);
        var changed = Mapping.replicaSet(set(2, "demo:v2"), again);
        var without = Mapping.replicaSet(set(0, "demo:v3"), Mapping.replicaSet(set(0, "demo:v2"), null));

        assertThat(again.value().template()).isSameAs(before.value().template());
        assertThat(changed.value().template().toString()).contains("demo:v2");
        assertThat(without.value().template().toString()).contains("demo:v3");
    }

    @Test
    void ofOneThatRanBeforeNobodyKnows() {
        var runs = Mapping.pod(pod("10.0.0.1", false), null);

        assertThat(runs.value().neverReady()).isFalse();
        assertThat(Mapping.pod(pod("10.0.0.1", false), runs).value().neverReady())
                .isFalse();
    }
}
