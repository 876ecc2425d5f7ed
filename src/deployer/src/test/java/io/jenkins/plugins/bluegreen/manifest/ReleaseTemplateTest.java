package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseTemplateTest {
    private static final String LIVE = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata:
              name: demo-rs
              namespace: elsewhere
              uid: 0-1
              resourceVersion: "7"
              generation: 2
              creationTimestamp: "2024-01-01T00:00:00Z"
              managedFields: [{manager: kubectl}]
              ownerReferences: [{name: x}]
              labels: {team: a, bluegreen.jenkins.io/workload: old}
              annotations:
                note: hello
                kubectl.kubernetes.io/last-applied-configuration: "{}"
                bluegreen.jenkins.io/promoted-at: "2024-01-01T00:00:00Z"
            spec:
              replicas: 3
              minReadySeconds: 4
              selector:
                matchLabels: {app: demo, bluegreen.jenkins.io/release: demo-rs-v001}
                matchExpressions: [{key: tier, operator: Exists}]
              template:
                metadata:
                  creationTimestamp: null
                  labels:
                    {app: demo, tier: web, createBy: demo-service, bluegreen.jenkins.io/release: demo-rs-v001,
                     bluegreen.jenkins.io/traffic: "on"}
                  annotations: {scrape: "true"}
                spec:
                  containers: [{name: demo, image: bebullish/demo, args: [a, b]}]
                  initContainers: [{name: setup, image: "busybox:1"}]
            status: {replicas: 3}
            """;

    private final Bound bound = Binding.label(Manifest.parse(LIVE), Optional.of("v2"), List.of());

    @Test
    void rendersReleaseInLabelMode() {
        Map<String, Object> object = ReleaseTemplate.of(bound)
                .namespace("marlon")
                .name("demo-rs-v003")
                .replicas(5)
                .ownLabel("own", "demo-rs-v003")
                .label("workload", "demo-rs")
                .templateLabel("traffic", "off")
                .withoutTemplateLabels(List.of("createBy"))
                .annotations(Map.of("run", "7"))
                .render();

        assertThat(object)
                .containsOnlyKeys("apiVersion", "kind", "metadata", "spec")
                .containsEntry("apiVersion", "apps/v1")
                .containsEntry("kind", "ReplicaSet");
        assertThat(object.get("metadata"))
                .isEqualTo(Map.of(
                        "name",
                        "demo-rs-v003",
                        "namespace",
                        "marlon",
                        "labels",
                        Map.of("team", "a", "workload", "demo-rs"),
                        "annotations",
                        Map.of("note", "hello", "run", "7")));
        assertThat(object.get("spec"))
                .isEqualTo(Map.of(
                        "replicas",
                        5,
                        "minReadySeconds",
                        4,
                        "selector",
                        Map.of(
                                "matchLabels",
                                Map.of("app", "demo", "own", "demo-rs-v003"),
                                "matchExpressions",
                                List.of(Map.of("key", "tier", "operator", "Exists"))),
                        "template",
                        Map.of(
                                "metadata",
                                Map.of(
                                        "labels",
                                        Map.of("app", "demo", "tier", "web", "own", "demo-rs-v003", "traffic", "off"),
                                        "annotations",
                                        Map.of("scrape", "true")),
                                "spec",
                                Map.of(
                                        "containers",
                                        List.of(Map.of(
                                                "name",
                                                "demo",
                                                "image",
                                                "bebullish/demo:v2",
                                                "args",
                                                List.of("a", "b"))),
                                        "initContainers",
                                        List.of(Map.of("name", "setup", "image", "busybox:1"))))));
    }

    @Test
    void rendersReleaseInSelectorMode() {
        String text = Demo.with(Demo.deployment(), "name: demo-dp-v2", "name: demo-dp-v2\n  labels: {version: v2}");
        Bound deployment = Binding.selector(Manifest.parse(text), Optional.of("v3"), List.of(), "version");

        Map<String, Object> object = ReleaseTemplate.of(deployment)
                .name("demo-dp-v3")
                .ownLabel("version", "v3")
                .render();

        Map<String, Object> labels = Map.of("app", "demo", "version", "v3");
        assertThat(object)
                .extracting("metadata")
                .isEqualTo(Map.of("name", "demo-dp-v3", "labels", Map.of("version", "v3")));
        assertThat(object).extracting("spec").extracting("replicas").isEqualTo(3);
        assertThat(object).extracting("spec").extracting("selector").isEqualTo(Map.of("matchLabels", labels));
        assertThat(deployment.template().get("metadata")).isEqualTo(Map.of("labels", labels));
    }

    @Test
    void addsNothingThatWasNotAskedFor() {
        Map<String, Object> object = ReleaseTemplate.of(
                        Binding.label(Manifest.parse(Demo.replicaSet()), Optional.of("v2"), List.of()))
                .render();

        assertThat(object.get("metadata")).isEqualTo(Map.of("name", "demo-rs"));
    }

    @Test
    void leavesManifestAsItIsAndCannotBeChanged() {
        String before = bound.manifest().raw().toString();

        Map<String, Object> object =
                ReleaseTemplate.of(bound).ownLabel("own", "x").render();

        assertThat(bound.manifest().raw()).hasToString(before);
        assertThatThrownBy(() -> object.put("status", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) object.get("spec")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> bound.template().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void selectorOfEveryReleaseMatchesItsTemplate() {
        Map<String, Object> object =
                ReleaseTemplate.of(bound).ownLabel("own", "x").render();
        Manifest again = Manifest.parse(new org.snakeyaml.engine.v2.api.Dump(
                        org.snakeyaml.engine.v2.api.DumpSettings.builder().build())
                .dumpToString(object));

        assertThat(again.selector().matches(again.templateLabels())).isTrue();
        assertThat(again.selectorKeys()).containsExactly("app", "own", "tier");
    }
}
