package io.jenkins.plugins.bluegreen.simulator.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads objects. */
public final class Json {
    private Json() {}

    /** Name of an object. */
    public static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    /** Namespace of an object; empty if it has none. */
    public static String namespace(JsonNode object) {
        return object.path("metadata").path("namespace").asText("");
    }

    /** UID of an object. */
    public static String uid(JsonNode object) {
        return object.path("metadata").path("uid").asText();
    }

    /** Labels of an object, or of a template. */
    public static Map<String, String> labels(JsonNode object) {
        return texts(object.path("metadata").path("labels"));
    }

    /** A map of texts. */
    public static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }

    /** UID of the controlling owner. */
    public static Optional<String> owner(JsonNode object) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return Optional.of(owner.path("uid").asText());
            }
        }
        return Optional.empty();
    }

    /** Whether a workload's selector matches labels. */
    public static boolean matches(JsonNode selector, Map<String, String> labels) {
        boolean all = labels.entrySet()
                .containsAll(texts(selector.path("matchLabels")).entrySet());
        for (JsonNode expression : selector.path("matchExpressions")) {
            String value = labels.get(expression.path("key").asText());
            boolean in = false;
            for (JsonNode each : expression.path("values")) {
                in |= each.asText().equals(value);
            }
            all &= switch (expression.path("operator").asText()) {
                case "In" -> in;
                case "NotIn" -> !in;
                case "Exists" -> value != null;
                default -> value == null;
            };
        }
        return all;
    }

    /** Whether a pod is ready. */
    public static boolean ready(JsonNode pod) {
        for (JsonNode condition : pod.path("status").path("conditions")) {
            if (condition.path("type").asText().equals("Ready")) {
                return condition.path("status").asText().equals("True");
            }
        }
        return false;
    }

    /** Whether a pod is being deleted. */
    public static boolean terminating(JsonNode pod) {
        return pod.path("metadata").hasNonNull("deletionTimestamp");
    }

    /** Applies a JSON merge patch (RFC 7386). */
    public static ObjectNode merge(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                target.remove(entry.getKey());
            } else if (value.isObject()) {
                JsonNode present = target.get(entry.getKey());
                ObjectNode base = present instanceof ObjectNode object ? object : Store.object();
                target.set(entry.getKey(), merge(base, value));
            } else {
                target.set(entry.getKey(), value);
            }
        });
        return target;
    }
}
