package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a pod's containers need to be there before they start, and want to do before they end. */
final class Configuration {
    private Configuration() {}

    /** The ConfigMap or Secret that is missing, as the kubelet says it. */
    static Optional<String> missing(ObjectNode pod, Kubelet kubelet) {
        for (JsonNode container : pod.path("spec").path("containers")) {
            for (JsonNode reference : references(container)) {
                boolean map = reference.has("configMap");
                JsonNode named = reference.path(map ? "configMap" : "secret");
                String name = named.path("name").asText();
                boolean there = named.path("optional").asBoolean()
                        || kubelet.configured(pod, map ? "configmaps" : "secrets", name);
                if (!there) {
                    return Optional.of("%s \"%s\" not found".formatted(map ? "configmap" : "secret", name));
                }
            }
        }
        return Optional.empty();
    }

    private static List<ObjectNode> references(JsonNode container) {
        List<ObjectNode> found = new ArrayList<>();
        for (JsonNode variable : container.path("env")) {
            add(found, "configMap", variable.path("valueFrom").path("configMapKeyRef"));
            add(found, "secret", variable.path("valueFrom").path("secretKeyRef"));
        }
        for (JsonNode source : container.path("envFrom")) {
            add(found, "configMap", source.path("configMapRef"));
            add(found, "secret", source.path("secretRef"));
        }
        return found;
    }

    private static void add(List<ObjectNode> found, String kind, JsonNode reference) {
        if (reference instanceof ObjectNode named) {
            ObjectNode entry = named.objectNode();
            entry.set(kind, named);
            found.add(entry);
        }
    }

    /** How long a pod goes on to serve after it was told to end. */
    static Duration preStop(JsonNode pod) {
        long seconds = 0;
        for (JsonNode container : pod.path("spec").path("containers")) {
            seconds = Math.max(
                    seconds, container.at("/lifecycle/preStop/sleep/seconds").asLong());
        }
        return Duration.ofSeconds(seconds);
    }
}
