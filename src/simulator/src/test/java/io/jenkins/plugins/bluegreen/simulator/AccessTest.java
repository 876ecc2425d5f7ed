package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.simulator.Api.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens and rights. */
class AccessTest {
    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/";
    private static final String REVIEW = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final Api admin = Api.of(cluster);
    private final Api reader = admin.as(cluster.token("reader"));

    @BeforeEach
    void allowReading() {
        admin.post(RBAC + "roles", """
                metadata: {name: read}
                rules: [{apiGroups: [""], resources: [configmaps, pods/log], verbs: [get, list]}]
                """);
        admin.post(RBAC + "rolebindings", """
                metadata: {name: read}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: read}
                subjects: [{kind: User, name: reader}]
                """);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void letsInNobodyWithAWrongToken() {
        Answer answer = admin.as("wrong").get(Api.CORE + "configmaps");

        assertThat(answer.code()).isEqualTo(401);
        assertThat(answer.text("/reason")).isEqualTo("Unauthorized");
        assertThat(admin.as("").get(Api.CORE + "configmaps").message())
                .isEqualTo(
                        "configmaps is forbidden: User \"system:anonymous\" cannot list resource \"configmaps\" in API group \"\" in the namespace \"default\"");
    }

    @Test
    void allowsWhatARoleAllowsAndNoMore() {
        assertThat(reader.get(Api.CORE + "configmaps").code()).isEqualTo(200);

        Answer write = reader.post(Api.CORE + "configmaps", Yaml.CONFIG, "one", "x");
        assertThat(write.code()).isEqualTo(403);
        assertThat(write.text("/reason")).isEqualTo("Forbidden");
        assertThat(write.message())
                .isEqualTo(
                        "configmaps is forbidden: User \"reader\" cannot create resource \"configmaps\" in API group \"\" in the namespace \"default\"");
        assertThat(reader.patch(Api.APPS + "replicasets/web", Api.MERGE, "{}").message())
                .isEqualTo(
                        "replicasets.apps \"web\" is forbidden: User \"reader\" cannot patch resource \"replicasets\" in API group \"apps\" in the namespace \"default\"");
        assertThat(reader.get("/api/v1/configmaps").message())
                .endsWith("cannot list resource \"configmaps\" in API group \"\" at the cluster scope");
        assertThat(reader.get(Api.CORE + "configmaps?watch=true").message()).contains("cannot watch resource");
        assertThat(reader.get(Api.CORE + "pods/one/log").code()).isEqualTo(404);
    }

    @Test
    void answersQuestionsAboutRights() {
        assertThat(may(reader, "list", "configmaps")).isTrue();
        assertThat(may(reader, "delete", "configmaps")).isFalse();
        assertThat(may(admin, "delete", "configmaps")).isTrue();

        Answer rules =
                reader.post("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", "{spec: {namespace: default}}");
        assertThat(rules.body().at("/status/resourceRules/0/verbs")).hasSize(2);
        Answer subject = admin.post("/apis/authorization.k8s.io/v1/subjectaccessreviews", """
                spec:
                  user: reader
                  resourceAttributes: {namespace: default, verb: get, resource: configmaps}
                """);
        assertThat(subject.body().at("/status/allowed").asBoolean()).isTrue();
    }

    private static boolean may(Api who, String verb, String resource) {
        return who.post(
                        REVIEW,
                        "{spec: {resourceAttributes: {namespace: default, verb: %s, resource: %s}}}",
                        verb,
                        resource)
                .body()
                .at("/status/allowed")
                .asBoolean();
    }

    @Test
    void takesRightsAwayWithTheBinding() {
        admin.delete(RBAC + "rolebindings/read");

        assertThat(reader.get(Api.CORE + "configmaps").code()).isEqualTo(403);
    }
}
