package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.List;

/** The scale subresource of a workload. */
final class Scale {
    private Scale() {}

    static ObjectNode of(ObjectNode workload) {
        ObjectNode scale = Store.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode metadata = scale.putObject("metadata");
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            metadata.set(field, workload.path("metadata").path(field));
        }
        scale.putObject("spec")
                .put("replicas", workload.path("spec").path("replicas").asInt());
        scale.putObject("status")
                .put("replicas", workload.path("status").path("replicas").asInt())
                .put("selector", text(workload.path("spec").path("selector")));
        return scale;
    }

    private static String text(JsonNode selector) {
        List<String> terms = new ArrayList<>();
        Json.texts(selector.path("matchLabels")).forEach((key, value) -> terms.add(key + "=" + value));
        for (JsonNode expression : selector.path("matchExpressions")) {
            List<String> values = new ArrayList<>();
            expression.path("values").forEach(value -> values.add(value.asText()));
            String key = expression.path("key").asText();
            terms.add(
                    switch (expression.path("operator").asText()) {
                        case "In" -> "%s in (%s)".formatted(key, String.join(",", values));
                        case "NotIn" -> "%s notin (%s)".formatted(key, String.join(",", values));
                        case "Exists" -> key;
                        default -> "!" + key;
                    });
        }
        return String.join(",", terms);
    }
}
