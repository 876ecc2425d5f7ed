package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    @Test
    void readsReplicaSetOfTheDemonstration() {
        Manifest manifest = Manifest.parse(Demo.replicaSet());

        assertThat(manifest.kind()).isEqualTo(WorkloadKind.REPLICA_SET);
        assertThat(manifest.name()).isEqualTo("demo-rs");
        assertThat(manifest.namespace()).isEmpty();
        assertThat(manifest.replicas()).hasValue(3);
        assertThat(manifest.selector().matchLabels()).containsExactly(Map.entry("app", "demo"));
        assertThat(manifest.selectorKeys()).containsExactly("app");
        assertThat(manifest.templateLabels()).containsExactly(Map.entry("app", "demo"));
        assertThat(manifest.services()).isEmpty();
        assertThat(manifest.containers()).singleElement().satisfies(container -> {
            assertThat(container.name()).isEqualTo("demo");
            assertThat(container.image()).hasToString("docker.io/bebullish/demo");
            assertThat(container.path()).isEqualTo("spec.template.spec.containers[0]");
            assertThat(container.init()).isFalse();
            assertThat(container.readinessProbe()).isFalse();
            assertThat(container.ports())
                    .extracting(TemplateContainer.Port::number)
                    .containsExactly(8080);
        });
        assertThat(manifest).hasToString("ReplicaSet demo-rs");
    }

    @Test
    void readsDeploymentsOfTheDemonstration() {
        for (String version : List.of("v1", "v2")) {
            Manifest manifest = Manifest.parse(Demo.text("selector/deployment-" + version + ".yaml"));

            assertThat(manifest.kind()).isEqualTo(WorkloadKind.DEPLOYMENT);
            assertThat(manifest.name()).isEqualTo("demo-dp-" + version);
            assertThat(manifest.templateLabels()).containsOnly(Map.entry("app", "demo"), Map.entry("version", version));
            assertThat(manifest.containers().get(0).image()).hasToString("bebullish/demo:" + version);
        }
    }

    @Test
    void readsInitContainersPortsProbesAndNamespace() {
        Manifest manifest = Manifest.parse(Demo.with(
                Demo.replicaSet("name: demo-rs", "name: demo-rs\n  namespace: marlon"),
                "            - containerPort: 8080\n",
                """
                            - containerPort: 8080
                              name: web
                            - containerPort: 53
                              protocol: UDP
                          readinessProbe: {httpGet: {path: /, port: web}}
                      initContainers:
                        - {name: setup, image: busybox:1}
                """));

        assertThat(manifest.namespace()).contains("marlon");
        assertThat(manifest.containers())
                .extracting(TemplateContainer::name, TemplateContainer::init, TemplateContainer::readinessProbe)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("demo", false, true),
                        org.assertj.core.groups.Tuple.tuple("setup", true, false));
        assertThat(manifest.containers().get(0).ports())
                .extracting(port -> port.name().orElse("-") + " " + port.number() + " " + port.protocol())
                .containsExactly("web 8080 TCP", "- 53 UDP");
    }

    @Test
    void readsJsonListsAndSeveralDocuments() {
        String json =
                "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{\"apiVersion\":\"apps/v1\",\"kind\":\"ReplicaSet\","
                        + "\"metadata\":{\"name\":\"a\"},\"spec\":{\"selector\":{\"matchLabels\":{\"x\":\"y\"}},\"template\":{"
                        + "\"metadata\":{\"labels\":{\"x\":\"y\"}},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}}}]}";

        assertThat(Manifest.parse(json).name()).isEqualTo("a");
        assertThat(Manifest.parse(json).replicas()).isEmpty();
        assertThat(Manifest.parse("---\n# nothing\n---\n" + Demo.replicaSet() + "\n---\n"))
                .isEqualTo(Manifest.parse(Demo.replicaSet()));
    }

    @Test
    void cannotBeChanged() {
        Map<String, Object> raw = Manifest.parse(Demo.replicaSet()).raw();

        assertThatThrownBy(() -> raw.put("kind", "Pod")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((Map<?, ?>) raw.get("spec")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
        List<?> containers = (List<?>) at(raw, "spec", "template", "spec", "containers");
        assertThatThrownBy(() -> containers.remove(0)).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[\"service demo-service\"]|demo-service",
                "[\"demo-service\"]|demo-service",
                "[\"service a\", \"b\", \"a\"]|a,b",
                "[]|''"
            })
    void readsServicesFromSpinnakersAnnotation(String value, String services) {
        Manifest manifest = Manifest.parse(annotated(value));

        assertThat(String.join(",", manifest.services())).isEqualTo(services);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"demo-service", "{\"a\": 1}", "[\"ingress demo\"]", "[1]", "[\"Service X\"]", "[\"\"]"})
    void refusesAnnotationThatNamesNoServices(String value) {
        assertThat(Demo.problems(annotated(value)))
                .containsExactly(
                        "The annotation traffic.spinnaker.io/load-balancers must be a JSON list of Services, but it is"
                                + " not one. Write it such as [\"service demo-service\"].");
    }

    private static String annotated(String value) {
        return Demo.replicaSet(
                "name: demo-rs",
                "name: demo-rs\n  annotations:\n    traffic.spinnaker.io/load-balancers: '" + value + "'");
    }

    @Test
    void readsNumbersAndBooleansAsKubectlDoes() {
        Manifest manifest = Manifest.parse(Demo.replicaSet(
                "      containers:",
                "      hostNetwork: yes\n      hostPID: off\n      volumes:\n        - name: v\n          secret: {secretName:"
                        + " s, defaultMode: 0644}\n      containers:"));

        Map<String, Object> podSpec = podSpec(manifest);
        assertThat(podSpec).containsEntry("hostNetwork", true).containsEntry("hostPID", false);
        assertThat(podSpec.get("volumes").toString()).contains("defaultMode=420");
    }

    @Test
    void resolvesAliasesAndMergeKeys() {
        Manifest manifest = Manifest.parse(Demo.with(
                Demo.replicaSet("        app: demo\n    spec:", "        <<: *labels\n        tier: web\n    spec:"),
                "matchLabels:",
                "matchLabels: &labels"));

        assertThat(manifest.templateLabels()).containsOnly(Map.entry("app", "demo"), Map.entry("tier", "web"));
        assertThat(manifest.raw().toString()).doesNotContain("<<");
    }

    private static Map<String, Object> podSpec(Manifest manifest) {
        @SuppressWarnings("unchecked")
        Map<String, Object> found = (Map<String, Object>) at(manifest.raw(), "spec", "template", "spec");
        return found;
    }

    private static Object at(Object value, String... keys) {
        for (String key : keys) {
            value = ((Map<?, ?>) value).get(key);
        }
        return value;
    }
}
