package io.jenkins.plugins.bluegreen.simulator.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads objects. */
public final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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

    /** Generation of an object; 0 if it has none. */
    public static long generation(JsonNode object) {
        return object.path("metadata").path("generation").asLong();
    }

    /** Version of an object. */
    public static long version(JsonNode object) {
        return object.path("metadata").path("resourceVersion").asLong();
    }

    /** Labels of an object, or of a template. */
    public static Map<String, String> labels(JsonNode object) {
        return texts(object.path("metadata").path("labels"));
    }

    /** Annotation of an object; empty if it is not there. */
    public static String annotation(JsonNode object, String key) {
        return object.path("metadata").path("annotations").path(key).asText("");
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

    /** Whether an object's labels have all of these pairs. */
    public static boolean selects(JsonNode pairs, JsonNode object) {
        JsonNode labels = object.path("metadata").path("labels");
        for (Map.Entry<String, JsonNode> pair : pairs.properties()) {
            if (!pair.getValue().equals(labels.get(pair.getKey()))) {
                return false;
            }
        }
        return true;
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

    /** A condition of an object's status; missing if it is not there. */
    public static JsonNode condition(JsonNode object, String type) {
        for (JsonNode condition : object.path("status").path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return object.path("status").path("missing");
    }

    /** Whether a pod is ready. */
    public static boolean ready(JsonNode pod) {
        return condition(pod, "Ready").path("status").asText().equals("True");
    }

    /** Whether an object is being deleted. */
    public static boolean terminating(JsonNode object) {
        return object.path("metadata").hasNonNull("deletionTimestamp");
    }

    /** Whether a pod has ended for good. */
    public static boolean finished(JsonNode pod) {
        String phase = pod.path("status").path("phase").asText();
        return phase.equals("Failed") || phase.equals("Succeeded");
    }

    /** Writes a tree. */
    public static String text(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree must be writable", e);
        }
    }

    /** Reads a tree. */
    public static JsonNode parse(byte[] text) throws IOException {
        return MAPPER.readTree(text);
    }

    /** Reads an object. */
    public static ObjectNode parse(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
