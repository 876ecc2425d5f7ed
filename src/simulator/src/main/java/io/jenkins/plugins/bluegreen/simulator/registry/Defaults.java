package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** What the API server fills in. */
final class Defaults {
    private Defaults() {}

    static void fill(String resource, ObjectNode object) {
        switch (resource) {
            case "services" -> Services.fill(object.withObjectProperty("spec"));
            case "replicasets", "deployments" -> Workloads.fill(resource, object);
            case "pods" -> pod(object.withObjectProperty("spec"));
            case "namespaces" -> namespace(object);
            case "secrets" -> secret(object);
            case "endpointslices" -> slice(object);
            case "networkpolicies" -> policy(object.withObjectProperty("spec"));
            case "horizontalpodautoscalers" -> PodSpecs.number(object.withObjectProperty("spec"), "minReplicas", 1);
            default -> {}
        }
    }

    private static void pod(ObjectNode spec) {
        PodSpecs.fill(spec);
        PodSpecs.text(spec, "serviceAccountName", "default");
        spec.set("serviceAccount", spec.get("serviceAccountName"));
        PodSpecs.text(spec, "preemptionPolicy", "PreemptLowerPriority");
        PodSpecs.number(spec, "priority", 0);
        if (!spec.has("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
        if (!spec.has("tolerations")) {
            ArrayNode tolerations = spec.putArray("tolerations");
            for (String taint : List.of("not-ready", "unreachable")) {
                tolerations
                        .addObject()
                        .put("effect", "NoExecute")
                        .put("key", "node.kubernetes.io/" + taint)
                        .put("operator", "Exists")
                        .put("tolerationSeconds", 300);
            }
        }
    }

    private static void namespace(ObjectNode namespace) {
        namespace
                .withObjectProperty("metadata")
                .withObjectProperty("labels")
                .put("kubernetes.io/metadata.name", Json.name(namespace));
        if (!namespace.withObjectProperty("spec").has("finalizers")) {
            namespace.withObjectProperty("spec").putArray("finalizers").add("kubernetes");
        }
    }

    private static void secret(ObjectNode secret) {
        PodSpecs.text(secret, "type", "Opaque");
        if (secret.remove("stringData") instanceof ObjectNode texts) {
            ObjectNode data = secret.withObjectProperty("data");
            texts.properties()
                    .forEach(entry -> data.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static void slice(ObjectNode slice) {
        if (!slice.hasNonNull("endpoints")) {
            slice.putArray("endpoints");
        }
        for (JsonNode port : slice.path("ports")) {
            PodSpecs.text((ObjectNode) port, "protocol", "TCP");
            if (!port.has("name")) {
                ((ObjectNode) port).put("name", "");
            }
        }
    }

    private static void policy(ObjectNode spec) {
        if (!spec.has("policyTypes")) {
            ArrayNode types = spec.putArray("policyTypes").add("Ingress");
            if (spec.has("egress")) {
                types.add("Egress");
            }
        }
    }

    /** What a new object's status is, whatever was sent. */
    static void status(String resource, ObjectNode object) {
        switch (resource) {
            case "pods" -> object.set("status", podStatus(object));
            case "services" -> {
                object.remove("status");
                object.putObject("status").putObject("loadBalancer");
            }
            case "replicasets" -> {
                object.remove("status");
                object.putObject("status").put("replicas", 0);
            }
            case "namespaces" -> object.putObject("status").put("phase", "Active");
            case "nodes" -> {}
            default -> object.putObject("status");
        }
    }

    private static ObjectNode podStatus(ObjectNode pod) {
        boolean asks = false;
        for (JsonNode container : pod.path("spec").path("containers")) {
            asks |= !container.path("resources").isEmpty();
        }
        return Store.object().put("phase", "Pending").put("qosClass", asks ? "Burstable" : "BestEffort");
    }
}
