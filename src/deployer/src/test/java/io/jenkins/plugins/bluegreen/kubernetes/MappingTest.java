package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import org.junit.jupiter.api.Test;

class MappingTest {
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
}
