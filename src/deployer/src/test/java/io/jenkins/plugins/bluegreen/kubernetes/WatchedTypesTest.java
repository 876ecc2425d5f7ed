package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.bluegreen.decide.Slice;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchedTypesTest {
    private static final String MANAGERS = """
            "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:spec": {"f:selector": {}}}}]""";

    private static final KubernetesSerialization FABRIC8 = new KubernetesSerialization();
    private static final KubernetesSerialization TYPES = new WatchedTypes();

    private static String event(String type, String object) {
        return "{\"type\": \"%s\", \"object\": %s}".formatted(type, object);
    }

    private static String object(String version, String kind, String metadata, String rest) {
        return """
                {"kind": "%s", "apiVersion": "%s", "metadata": {%s, "name": "demo", "resourceVersion": "7"}%s}""".formatted(kind, version, metadata, rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                apps/v1|ReplicaSet|, "spec": {"replicas": 3, "selector": {"matchLabels": {"app": "demo"}}, "template": {"spec": {"hostUsers": false}}},
                "status": {"replicas": 3, "availableReplicas": 2, "observedGeneration": 4}""",
                """
                apps/v1|Deployment|, "spec": {"paused": true, "strategy": {"rollingUpdate": {"maxSurge": "25%"}}},
                "status": {"updatedReplicas": 1}""",
            })
    void readsTheSameAsFabric8ButWhoManagesTheFields(String given) {
        String[] parts = given.split("\\|", 3);
        String text = event("MODIFIED", object(parts[0], parts[1], MANAGERS, parts[2]));
        WatchEvent expected = FABRIC8.unmarshal(text, WatchEvent.class);
        ((HasMetadata) expected.getObject()).getMetadata().setManagedFields(List.of());

        WatchEvent event = TYPES.unmarshal(text, WatchEvent.class);

        assertThat(event).isEqualTo(expected);
        assertThat(event.getObject()).hasSameClassAs(expected.getObject());
    }

    /** A pod and a slice with all that matters of them, and some that does not. */
    @Test
    void readsAllThatMattersOfAPod() {
        String text = event("MODIFIED", object("v1", "Pod", MANAGERS + """
                , "uid": "u", "labels": {"app": "demo"}, "annotations": {"a": "b"}, "deletionTimestamp": "2026-01-01T00:00:00Z",
                "ownerReferences": [{"kind": "ReplicaSet", "name": "demo-rs-v002", "uid": "set", "controller": true}]""", """
                , "spec": {"nodeName": "node-1", "serviceAccountName": "default",
                "containers": [{"name": "demo", "image": "demo:v1", "resources": {"limits": {"cpu": "100m"}}}]},
                "status": {"phase": "Running", "hostIP": "10.0.1.1", "podIP": "10.0.0.1",
                "podIPs": [{"ip": "10.0.0.1"}, {"ip": "fd00::1"}],
                "conditions": [{"type": "Ready", "status": "True"}, {"type": "PodScheduled", "status": "False",
                "reason": "Unschedulable", "message": "0/3 nodes", "lastTransitionTime": "2026-01-01T00:00:01Z"}],
                "initContainerStatuses": [{"name": "init", "restartCount": 2,
                "state": {"waiting": {"reason": "CrashLoopBackOff", "message": "back-off"}}}],
                "containerStatuses": [{"name": "demo", "image": "demo:v1", "restartCount": 0, "lastState": {},
                "state": {"waiting": {"reason": "ImagePullBackOff"}}}]}"""));
        Pod all = (Pod) FABRIC8.unmarshal(text, WatchEvent.class).getObject();
        Pod read = (Pod) TYPES.unmarshal(text, WatchEvent.class).getObject();

        assertThat(PodMapping.of(read, null))
                .isEqualTo(PodMapping.of(all, null))
                .satisfies(pod -> assertThat(pod.value().troubles()).hasSize(2))
                .satisfies(pod -> assertThat(pod.value().unschedulable()).isPresent())
                .satisfies(pod -> assertThat(pod.value().addresses()).hasSize(2));
        assertThat(read.getMetadata().getResourceVersion()).isEqualTo("7");
        assertThat(read.getSpec().getContainers()).isEmpty();
        assertThat(read.getStatus().getHostIP()).isNull();
    }

    @Test
    void readsAllThatMattersOfASlice() {
        String text = event("MODIFIED", object("discovery.k8s.io/v1", "EndpointSlice", MANAGERS + """
                , "labels": {"kubernetes.io/service-name": "demo-service",
                "endpointslice.kubernetes.io/managed-by": "endpointslice-controller.k8s.io"}""", """
                , "addressType": "IPv4", "ports": [{"port": 8080}],
                "endpoints": [{"addresses": ["10.0.0.1"], "conditions": {"ready": false}, "nodeName": "node-1",
                "targetRef": {"kind": "Pod", "name": "demo-a", "uid": "u"}}, {"addresses": ["10.0.0.2"]}]"""));
        EndpointSlice all =
                (EndpointSlice) FABRIC8.unmarshal(text, WatchEvent.class).getObject();
        EndpointSlice read =
                (EndpointSlice) TYPES.unmarshal(text, WatchEvent.class).getObject();

        assertThat(Mapping.slice(read)).isEqualTo(Mapping.slice(all)).satisfies(slice -> assertThat(
                        slice.slice().endpoints())
                .extracting(Slice.Endpoint::podName)
                .containsExactly("demo-a", "10.0.0.2"));
        assertThat(read.getEndpoints().get(0).getNodeName()).isNull();
    }

    @Test
    void keepsWhoManagesAService() {
        String text = event("ADDED", object("v1", "Service", MANAGERS, ""));

        assertThat(TYPES.unmarshal(text, WatchEvent.class))
                .isEqualTo(FABRIC8.unmarshal(text, WatchEvent.class))
                .satisfies(event -> assertThat(
                                ((Service) event.getObject()).getMetadata().getManagedFields())
                        .hasSize(1));
    }

    @Test
    void readsABookmark() {
        String text = event(
                "BOOKMARK",
                object(
                        "v1",
                        "Pod",
                        "\"creationTimestamp\": null",
                        ", \"spec\": {\"containers\": null}, \"status\": {}"));

        WatchEvent event = TYPES.unmarshal(text, WatchEvent.class);

        assertThat(event.getType()).isEqualTo("BOOKMARK");
        assertThat(((Pod) event.getObject()).getMetadata().getResourceVersion()).isEqualTo("7");
    }

    @Test
    void leavesAnErrorToFabric8() {
        String text = event("ERROR", "{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"metadata\": {}, \"code\": 410}");

        WatchEvent event = TYPES.unmarshal(text, WatchEvent.class);

        assertThat(event.getType()).isEqualTo("ERROR");
        assertThat(((Status) event.getObject()).getCode()).isEqualTo(410);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\": {\"kind\": \"Pod\", \"apiVersion\": \"v1\"}, \"type\": \"ADDED\"}",
                "{\"type\": \"ADDED\", \"object\": {\"apiVersion\": \"v1\", \"kind\": \"Pod\"}}",
                "{\"type\": \"ADDED\", \"object\": {\"metadata\": {\"name\": \"demo\"}, \"kind\": \"Pod\", \"apiVersion\": \"v1\"}}",
                "{\"type\": \"ADDED\"}",
            })
    void leavesAnUnusualOrderToFabric8(String text) {
        assertThat(TYPES.unmarshal(text, WatchEvent.class)).isEqualTo(FABRIC8.unmarshal(text, WatchEvent.class));
    }

    @Test
    void saysWhatIsWrongAsFabric8Does() {
        String cut = "{\"type\": \"ADDED\", \"object\": {\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {";

        Throwable ours = catchThrowable(() -> TYPES.unmarshal(cut, WatchEvent.class));

        assertThat(ours)
                .hasSameClassAs(catchThrowable(() -> FABRIC8.unmarshal(cut, WatchEvent.class)))
                .rootCause()
                .hasMessageContaining("Unexpected end-of-input");
    }
}
