package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.simulator.Api.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The four kinds of patch. */
class PatchTest {
    private static final String RS = Api.APPS + "replicasets/web";
    private static final String SERVICE = Api.CORE + "services/web";

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final Api api = Api.of(cluster);

    @BeforeEach
    void create() {
        api.post(Api.APPS + "replicasets", Yaml.REPLICA_SET);
        api.post(Api.CORE + "services", Yaml.SERVICE);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private void refused(String operations) {
        Answer answer = api.patch(RS, Api.JSON_PATCH, operations);
        assertThat(answer.code()).isEqualTo(422);
        assertThat(answer.text("/reason")).isEqualTo("Invalid");
        assertThat(answer.message()).isEqualTo("the server rejected our request due to an error in our request");
    }

    @Test
    void refusesAJsonPatchWhoseTestFailsAndDoesNothingOfIt() {
        refused("""
                [{"op": "add", "path": "/metadata/labels", "value": {"a": "b"}},
                 {"op": "test", "path": "/spec/minReadySeconds", "value": 9}]""");
        refused("[{\"op\": \"remove\", \"path\": \"/metadata/labels/gone\"}]");
        refused("[{\"op\": \"remove\", \"path\": \"/spec/template/metadata/labels/gone\"}]");
        refused("[{\"op\": \"replace\", \"path\": \"/metadata/annotations\", \"value\": {}}]");
        refused("[{\"op\": \"add\", \"path\": \"/metadata/labels/a\", \"value\": \"b\"}]");

        assertThat(api.get(RS).body().path("metadata").has("labels")).isFalse();
        assertThat(api.patch(RS, Api.JSON_PATCH, "{\"op\": \"add\"}").code()).isEqualTo(400);
    }

    @Test
    void appliesAJsonPatchInOrder() {
        Answer changed = api.patch(RS, Api.JSON_PATCH, """
                [{"op": "test", "path": "/metadata/labels", "value": null},
                 {"op": "add", "path": "/metadata/labels", "value": {"example.com/a": "1"}},
                 {"op": "test", "path": "/metadata/labels/example.com~1a", "value": "1"},
                 {"op": "copy", "from": "/metadata/labels/example.com~1a", "path": "/metadata/labels/b"},
                 {"op": "move", "from": "/metadata/labels/b", "path": "/metadata/labels/c"},
                 {"op": "add", "path": "/spec/template/spec/containers/-", "value": {"name": "two", "image": "i"}},
                 {"op": "remove", "path": "/metadata/labels/example.com~1a"}]""");

        assertThat(changed.body().at("/metadata/labels")).isEqualTo(Api.yaml("{c: \"1\"}"));
        assertThat(changed.text("/spec/template/spec/containers/1/imagePullPolicy"))
                .isEqualTo("Always");
    }

    @Test
    void checksTheVersionThatAPatchNames() {
        assertThat(api.patch(RS, Api.MERGE, "{\"metadata\": {\"resourceVersion\": \"1\", \"labels\": {\"a\": \"b\"}}}")
                        .code())
                .isEqualTo(409);
        assertThat(api.patch(
                                RS,
                                Api.JSON_PATCH,
                                "[{\"op\": \"replace\", \"path\": \"/metadata/resourceVersion\", \"value\": \"1\"}]")
                        .code())
                .isEqualTo(409);
    }

    @Test
    void takesKeysAwayWithNullInAMergePatch() {
        Answer changed = api.patch(SERVICE, Api.MERGE, "{\"spec\": {\"selector\": {\"app\": null, \"own\": \"v2\"}}}");

        assertThat(changed.body().at("/spec/selector")).isEqualTo(Api.yaml("{own: v2}"));
    }

    @Test
    void mergesListsByKeyInAStrategicMergePatch() {
        Answer changed = api.patch(RS, Api.STRATEGIC, """
                {"spec": {"template": {"spec": {
                  "$setElementOrder/containers": [{"name": "side"}, {"name": "web"}],
                  "containers": [
                    {"name": "web", "env": [{"name": "A", "value": "1"}],
                     "ports": [{"containerPort": 9090}]},
                    {"name": "side", "image": "side:1"}]}}}}""");

        assertThat(changed.body().at("/spec/template/spec/containers").findValuesAsText("name"))
                .containsSubsequence("side", "web", "A");
        assertThat(changed.body().at("/spec/template/spec/containers/1/ports")).hasSize(2);
        assertThat(changed.text("/spec/template/spec/containers/1/image")).isEqualTo("web:v1");

        Answer less = api.patch(RS, Api.STRATEGIC, """
                {"spec": {"template": {"spec": {"containers": [
                  {"name": "side", "$patch": "delete"},
                  {"name": "web", "ports": [{"$patch": "replace"}, {"containerPort": 1}]}]}}}}""");
        assertThat(less.body().at("/spec/template/spec/containers")).hasSize(1);
        assertThat(less.body().at("/spec/template/spec/containers/0/ports")).hasSize(1);
    }

    @Test
    void replacesAMapAtTheWordReplace() {
        Answer merged = api.patch(SERVICE, Api.STRATEGIC, "{\"spec\": {\"selector\": {\"own\": \"v2\"}}}");
        assertThat(merged.body().at("/spec/selector")).isEqualTo(Api.yaml("{app: web, own: v2}"));

        Answer replaced = api.patch(
                SERVICE, Api.STRATEGIC, "{\"spec\": {\"selector\": {\"$patch\": \"replace\", \"app\": \"web\"}}}");
        assertThat(replaced.body().at("/spec/selector")).isEqualTo(Api.yaml("{app: web}"));
        Answer port = api.patch(SERVICE, Api.STRATEGIC, "{\"spec\": {\"ports\": [{\"port\": 80, \"targetPort\": 9}]}}");
        assertThat(port.body().at("/spec/ports")).hasSize(1);
        assertThat(port.text("/spec/ports/0/targetPort")).isEqualTo("9");
    }

    @Test
    void appliesWithOwnersAndReplacesAtomicSelectorsWhole() {
        String config = """
                apiVersion: v1
                kind: Service
                metadata: {name: web, labels: {a: "1", b: "2"}}
                spec: {selector: {version: v1}, ports: [{port: 80, protocol: TCP, targetPort: 8080}]}
                """;
        Answer conflict = api.apply(SERVICE + "?fieldManager=gitops", config);
        assertThat(conflict.code()).isEqualTo(409);
        assertThat(conflict.message())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"tester\" using v1: .spec.selector");
        assertThat(conflict.text("/details/causes/0/field")).isEqualTo(".spec.selector");

        Answer forced = api.apply(SERVICE + "?fieldManager=gitops&force=true", config);
        assertThat(forced.code()).isEqualTo(200);
        assertThat(forced.body().at("/spec/selector")).isEqualTo(Api.yaml("{version: v1}"));

        api.patch(SERVICE + "?fieldManager=someone", Api.MERGE, "{\"metadata\": {\"labels\": {\"c\": \"3\"}}}");
        Answer less = api.apply(SERVICE + "?fieldManager=gitops", config.replace(", b: \"2\"", ""));
        assertThat(less.body().at("/metadata/labels")).isEqualTo(Api.yaml("{a: \"1\", c: \"3\"}"));
        assertThat(less.body().at("/metadata/managedFields").findValuesAsText("manager"))
                .contains("gitops", "someone");
        assertThat(api.apply(SERVICE + "?fieldManager=gitops", config.replace(", b: \"2\"", ""))
                        .body())
                .isEqualTo(less.body());
    }

    @Test
    void createsByApply() {
        Answer made = api.apply(Api.CORE + "configmaps/new?fieldManager=gitops", Yaml.CONFIG, "new", "x");

        assertThat(made.code()).isEqualTo(201);
        assertThat(made.text("/metadata/managedFields/0/operation")).isEqualTo("Apply");
        assertThat(api.apply(Api.CORE + "configmaps/new", Yaml.CONFIG, "new", "x")
                        .message())
                .contains("fieldManager: Required value");
    }
}
