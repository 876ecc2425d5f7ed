package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;

/** What the API server refuses, of that which a deployment can get wrong. */
final class Validation {
    private Validation() {}

    static void check(String resource, ObjectNode object) {
        boolean workload = resource.equals("replicasets") || resource.equals("deployments");
        if (!workload) {
            return;
        }
        JsonNode spec = object.path("spec");
        if (!Json.matches(spec.path("selector"), Json.labels(spec.path("template")))) {
            throw invalid(
                    object,
                    "spec.template.metadata.labels: Invalid value: `selector` does not match template `labels`");
        }
        if (spec.path("replicas").asInt() < 0) {
            throw invalid(object, "spec.replicas: Invalid value: must be greater than or equal to 0");
        }
        for (JsonNode container : spec.path("template").path("spec").path("containers")) {
            if (container.path("image").asText("").isEmpty()) {
                throw invalid(object, "spec.template.spec.containers[0].image: Required value");
            }
        }
    }

    private static StatusException invalid(ObjectNode object, String message) {
        return new StatusException(
                422,
                "Invalid",
                "%s.apps \"%s\" is invalid: %s".formatted(object.path("kind").asText(), Json.name(object), message));
    }
}
