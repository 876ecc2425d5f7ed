package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.Api.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers of the API server, word for word as the real one gives them. */
class ApiTest {
    private static final String RS = Api.APPS + "replicasets";
    private static final String MAPS = Api.CORE + "configmaps";

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final Api api = Api.of(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void createsWithDefaults() {
        Answer made = api.post(RS, Yaml.REPLICA_SET);

        assertThat(made.code()).isEqualTo(201);
        assertThat(made.text("/metadata/generation")).isEqualTo("1");
        assertThat(made.text("/metadata/uid")).hasSize(36);
        assertThat(made.text("/spec/template/spec/containers/0/imagePullPolicy"))
                .isEqualTo("IfNotPresent");
        assertThat(made.text("/spec/template/spec/terminationGracePeriodSeconds"))
                .isEqualTo("30");
        assertThat(made.text("/metadata/managedFields/0/manager")).isEqualTo("tester");
    }

    @Test
    void allotsAddressesToServicesAndKeepsThem() {
        Answer made = api.post(Api.CORE + "services", Yaml.SERVICE.replace("spec: {", "spec: {type: NodePort, "));
        assertThat(made.text("/spec/clusterIP")).startsWith("10.96.");
        assertThat(made.body().at("/spec/ports/0/nodePort").asInt()).isBetween(30000, 32767);

        ObjectNode again = Api.yaml(Yaml.SERVICE.replace("spec: {", "spec: {type: NodePort, "));
        Answer replaced = api.put(Api.CORE + "services/web", again);

        assertThat(replaced.code()).isEqualTo(200);
        assertThat(replaced.body().path("spec")).isEqualTo(made.body().path("spec"));
        assertThat(replaced.text("/metadata/resourceVersion")).isEqualTo(made.text("/metadata/resourceVersion"));

        ((ObjectNode) again.path("spec")).put("clusterIP", "10.96.99.99");
        assertThat(api.put(Api.CORE + "services/web", again).message())
                .contains("spec.clusterIPs[0]: Invalid value: ")
                .endsWith("may not change once set");
    }

    @Test
    void refusesTheSameNameTwice() {
        api.post(RS, Yaml.REPLICA_SET);

        Answer second = api.post(RS, Yaml.REPLICA_SET);

        assertThat(second.code()).isEqualTo(409);
        assertThat(second.message()).isEqualTo("replicasets.apps \"web\" already exists");
        assertThat(second.text("/reason")).isEqualTo("AlreadyExists");
        assertThat(second.body().path("details")).isEqualTo(Api.yaml("{name: web, group: apps, kind: replicasets}"));
    }

    @Test
    void refusesAWriteThatWasReadTooEarly() {
        ObjectNode read = (ObjectNode) api.post(MAPS, Yaml.CONFIG, "one", "x").body();
        api.patch(MAPS + "/one", Api.MERGE, "{\"data\": {\"a\": \"2\"}}");

        Answer late = api.put(MAPS + "/one", read);

        assertThat(late.code()).isEqualTo(409);
        assertThat(late.text("/reason")).isEqualTo("Conflict");
        assertThat(late.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on configmaps \"one\": the object has been modified; please apply your changes to the latest version and try again");
        assertThat(late.body().path("details")).isEqualTo(Api.yaml("{name: one, kind: configmaps}"));
    }

    @Test
    void makesNoVersionWhenNothingChanges() {
        Answer made = api.post(MAPS, Yaml.CONFIG, "one", "x");

        Answer same = api.patch(MAPS + "/one", Api.MERGE, "{\"data\": {\"a\": \"1\"}}");

        assertThat(same.body()).isEqualTo(made.body());
    }

    @Test
    void raisesTheGenerationForTheSpecAlone() {
        api.post(RS, Yaml.REPLICA_SET);
        assertThat(api.patch(RS + "/web", Api.MERGE, "{\"metadata\": {\"labels\": {\"a\": \"b\"}}}")
                        .text("/metadata/generation"))
                .isEqualTo("1");
        assertThat(api.patch(RS + "/web", Api.MERGE, "{\"spec\": {\"minReadySeconds\": 1}}")
                        .text("/metadata/generation"))
                .isEqualTo("2");
        Answer status = api.patch(
                RS + "/web/status", Api.MERGE, "{\"spec\": {\"replicas\": 5}, \"status\": {\"replicas\": 0}}");
        assertThat(status.text("/metadata/generation")).isEqualTo("2");
        assertThat(status.text("/spec/replicas")).isEqualTo("0");
    }

    @Test
    void namesWhatIsMissing() {
        Answer missing = api.get(RS + "/nope");

        assertThat(missing.code()).isEqualTo(404);
        assertThat(missing.message()).isEqualTo("replicasets.apps \"nope\" not found");
        assertThat(missing.text("/details/kind")).isEqualTo("replicasets");
        assertThat(api.post("/api/v1/namespaces/nowhere/configmaps", Yaml.CONFIG, "one", "x")
                        .message())
                .isEqualTo("namespaces \"nowhere\" not found");
        assertThat(api.get("/apis/apps/v1/daemonsets").message())
                .isEqualTo("the server could not find the requested resource");
    }

    @Test
    void validatesWorkloadsAsAWhole() {
        Answer bad = api.post(RS, """
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: web}
                spec:
                  replicas: -1
                  selector: {matchLabels: {app: web}}
                  template: {metadata: {labels: {app: other}}, spec: {containers: [{name: web}]}}
                """);

        assertThat(bad.code()).isEqualTo(422);
        assertThat(bad.message())
                .isEqualTo("ReplicaSet.apps \"web\" is invalid: [spec.replicas: Invalid value: -1: must be greater than"
                        + " or equal to 0, spec.template.metadata.labels: Invalid value: {\"app\":\"other\"}:"
                        + " `selector` does not match template `labels`, spec.template.spec.containers[0].image:"
                        + " Required value]");
        assertThat(bad.body().at("/details/causes/1"))
                .isEqualTo(
                        Api.yaml(
                                "{reason: FieldValueInvalid, message: \"Invalid value: {\\\"app\\\":\\\"other\\\"}: `selector` does not match template `labels`\", field: spec.template.metadata.labels}"));
    }

    @Test
    void keepsSelectorsOfWorkloads() {
        api.post(RS, Yaml.REPLICA_SET);

        Answer changed = api.patch(
                RS + "/web", Api.MERGE, "{\"spec\": {\"selector\": {\"matchLabels\": {\"tier\": \"front\"}}}}");

        assertThat(changed.code()).isEqualTo(422);
        assertThat(changed.message()).contains("spec.selector: Invalid value: ").endsWith("field is immutable");
    }

    @Test
    void refusesLabelsThatAreNoTexts() {
        Answer number = api.post(MAPS, "{metadata: {name: one, labels: {version: 1}}}");

        assertThat(number.code()).isEqualTo(400);
        assertThat(number.message())
                .isEqualTo(
                        "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field .metadata.labels of type string");
    }

    @Test
    void refusesNamesThatAreNone() {
        assertThat(api.post(MAPS, Yaml.CONFIG, "Upper_Case", "x").message())
                .startsWith("ConfigMap \"Upper_Case\" is invalid: metadata.name: Invalid value: \"Upper_Case\": a"
                        + " lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters");
        assertThat(api.post(MAPS, "{metadata: {}}").message())
                .endsWith("metadata.name: Required value: name or generateName is required");
        assertThat(api.post(MAPS, Yaml.CONFIG, "one", "not good").message())
                .contains("metadata.labels: Invalid value: \"not good\": a valid label must be an empty string or");
    }

    @Test
    void makesNamesUp() {
        String name = api.post(MAPS, "{metadata: {generateName: some-}}").text("/metadata/name");

        assertThat(name).matches("some-[bcdfghjklmnpqrstvwxz2456789]{5}");
    }

    @Test
    void persistsNothingOnDryRun() {
        long before = cluster.store().version();

        Answer made = api.post(RS + "?dryRun=All", Yaml.REPLICA_SET);
        assertThat(made.code()).isEqualTo(201);
        assertThat(made.text("/spec/template/spec/restartPolicy")).isEqualTo("Always");
        assertThat(api.get(RS + "/web").code()).isEqualTo(404);
        assertThat(api.post(RS + "?dryRun=All", "{metadata: {name: x}}").code()).isEqualTo(422);
        assertThat(cluster.store().version()).isEqualTo(before);

        api.post(RS, Yaml.REPLICA_SET);
        assertThat(api.post(RS + "?dryRun=All", Yaml.REPLICA_SET).code()).isEqualTo(409);
        assertThat(api.patch(RS + "/web?dryRun=All", Api.MERGE, "{\"spec\": {\"minReadySeconds\": 7}}")
                        .text("/spec/minReadySeconds"))
                .isEqualTo("7");
        assertThat(api.delete(RS + "/web?dryRun=All").code()).isEqualTo(200);
        assertThat(api.get(RS + "/web").body().path("spec").has("minReadySeconds"))
                .isFalse();
    }

    @Test
    void scalesByTheSubresource() {
        api.post(RS, Yaml.REPLICA_SET);

        Answer scale = api.patch(RS + "/web/scale", Api.MERGE, "{\"spec\": {\"replicas\": 2}}");

        assertThat(scale.text("/kind")).isEqualTo("Scale");
        assertThat(scale.text("/status/selector")).isEqualTo("app=web");
        assertThat(api.get(RS + "/web").text("/spec/replicas")).isEqualTo("2");
        ObjectNode stale = (ObjectNode) scale.body().deepCopy();
        stale.withObjectProperty("metadata").put("resourceVersion", "1");
        assertThat(api.put(RS + "/web/scale", stale).code()).isEqualTo(409);
    }

    @Test
    void deletesOnlyWhatIsMeant() {
        Answer made = api.post(MAPS, Yaml.CONFIG, "one", "x");

        Answer other = api.delete(MAPS + "/one", "{preconditions: {uid: other}}");
        assertThat(other.code()).isEqualTo(409);
        assertThat(other.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on ConfigMap \"one\": the UID in the precondition (other) does not match the UID in record (%s). The object might have been deleted and then recreated",
                        made.text("/metadata/uid"));
        assertThat(api.delete(MAPS + "/one", "{preconditions: {resourceVersion: \"1\"}}")
                        .code())
                .isEqualTo(409);

        Answer gone = api.delete(MAPS + "/one", "{preconditions: {uid: %s}}".formatted(made.text("/metadata/uid")));
        assertThat(gone.text("/status")).isEqualTo("Success");
        assertThat(gone.text("/details/uid")).isEqualTo(made.text("/metadata/uid"));
        assertThat(api.delete(MAPS + "/one").code()).isEqualTo(404);
    }

    @Test
    void waitsForFinalizers() {
        api.post(MAPS, "{metadata: {name: one, finalizers: [example.com/wait]}}");

        assertThat(api.delete(MAPS + "/one")
                        .body()
                        .at("/metadata/deletionTimestamp")
                        .isMissingNode())
                .isFalse();
        assertThat(api.get(MAPS + "/one").code()).isEqualTo(200);
        api.patch(MAPS + "/one", Api.MERGE, "{\"metadata\": {\"finalizers\": null}}");

        assertThat(api.get(MAPS + "/one").code()).isEqualTo(404);
    }

    @Test
    void deletesACollectionBySelector() {
        api.post(MAPS, Yaml.CONFIG, "one", "x");
        api.post(MAPS, Yaml.CONFIG, "two", "y");

        assertThat(api.delete(MAPS + "?labelSelector=app%3Dx").code()).isEqualTo(200);

        assertThat(api.get(MAPS).body().findValuesAsText("name"))
                .contains("two")
                .doesNotContain("one");
    }

    @Test
    void listsBySelectorsAndPages() {
        for (int i = 1; i <= 5; i++) {
            api.post(MAPS, Yaml.CONFIG, "map" + i, i % 2 == 0 ? "even" : "odd");
        }

        assertThat(names("?labelSelector=app%20in%20(even,none)")).containsExactly("map2", "map4");
        assertThat(names("?labelSelector=app%20notin%20(even),app")).containsExactly("map1", "map3", "map5");
        assertThat(names("?labelSelector=!app")).doesNotContain("map1");
        assertThat(names("?fieldSelector=metadata.name%3Dmap3")).containsExactly("map3");
        assertThat(api.get(MAPS + "?fieldSelector=data.a%3D1").message())
                .isEqualTo("field label not supported: data.a");
        Answer page = api.get(MAPS + "?limit=2&labelSelector=app");
        assertThat(page.text("/metadata/remainingItemCount")).isEqualTo("3");
        assertThat(names("?limit=2&labelSelector=app&continue=" + page.text("/metadata/continue")))
                .containsExactly("map3", "map4");
        assertThat(api.get(MAPS + "?continue=old").code()).isEqualTo(410);
        assertThat(api.get(MAPS + "?resourceVersion=999999").message())
                .startsWith("Too large resource version: 999999, current: ");
    }

    private java.util.List<String> names(String query) {
        java.util.List<String> names = new java.util.ArrayList<>();
        api.get(MAPS + query)
                .body()
                .path("items")
                .forEach(item -> names.add(item.path("metadata").path("name").asText()));
        return names;
    }

    @Test
    void showsTables() throws Exception {
        api.post(Api.CORE + "services", Yaml.SERVICE);

        Answer table =
                api.get(Api.CORE + "services/web", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");

        assertThat(table.text("/kind")).isEqualTo("Table");
        assertThat(table.body().at("/columnDefinitions").findValuesAsText("name"))
                .containsExactly("Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age", "Selector");
        assertThat(table.text("/rows/0/cells/4")).isEqualTo("80/TCP");
    }

    @Test
    void allowsOnlyImagesOfPodsToChange() {
        api.post(Api.CORE + "pods", "{metadata: {name: one}, spec: {containers: [{name: a, image: \"a:1\"}]}}");

        assertThat(api.patch(
                                Api.CORE + "pods/one",
                                Api.STRATEGIC,
                                "{\"spec\": {\"containers\": [{\"name\": \"a\", \"image\": \"a:2\"}]}}")
                        .code())
                .isEqualTo(200);
        assertThat(api.patch(Api.CORE + "pods/one", Api.MERGE, "{\"spec\": {\"hostNetwork\": true}}")
                        .message())
                .contains("spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`");
    }
}
