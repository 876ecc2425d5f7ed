package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class PodMappingTest {
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
        var born = PodMapping.of(pod("", false), null);
        var runs = PodMapping.of(pod("10.0.0.1", false), born);
        var ready = PodMapping.of(pod("10.0.0.1", true), runs);
        var lost = PodMapping.of(pod("10.0.0.1", false), ready);

        assertThat(born.value().neverReady()).isTrue();
        assertThat(runs.value().neverReady()).isTrue();
        assertThat(ready.value().neverReady()).isFalse();
        assertThat(lost.value().neverReady()).isFalse();
    }

    @Test
    void ofOneThatRanBeforeNobodyKnows() {
        var runs = PodMapping.of(pod("10.0.0.1", false), null);

        assertThat(runs.value().neverReady()).isFalse();
        assertThat(PodMapping.of(pod("10.0.0.1", false), runs).value().neverReady())
                .isFalse();
    }
}
