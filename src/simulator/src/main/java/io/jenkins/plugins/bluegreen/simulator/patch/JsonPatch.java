package io.jenkins.plugins.bluegreen.simulator.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import java.util.Arrays;
import java.util.List;

/** JSON Patch (RFC 6902), with the API server's answers: 400 for one that is none, 422 for one that does not apply. */
public final class JsonPatch {
    private static final int MOST = 10_000;

    private JsonPatch() {}

    /**
     * Applies it.
     *
     * @param object stays as it is
     * @throws StatusException 400, 413 or 422
     */
    public static ObjectNode apply(ObjectNode object, JsonNode patch) {
        if (!patch.isArray()) {
            throw Failures.badRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
        }
        if (patch.size() > MOST) {
            throw new StatusException(
                    413,
                    "RequestEntityTooLarge",
                    "The allowed maximum operations in a JSON patch is %d, got %d".formatted(MOST, patch.size()));
        }
        JsonNode result = object.deepCopy();
        for (JsonNode operation : patch) {
            result = step(result, operation);
        }
        if (result instanceof ObjectNode changed) {
            return changed;
        }
        throw Failures.unprocessable();
    }

    private static JsonNode step(JsonNode root, JsonNode operation) {
        List<String> path = pointer(operation.path("path"));
        return switch (operation.path("op").asText()) {
            case "test" -> test(root, path, operation.path("value"));
            case "add" -> add(root, path, value(operation));
            case "replace" -> {
                find(root, path);
                yield path.isEmpty() ? value(operation) : put(root, path, value(operation));
            }
            case "remove" -> remove(root, path);
            case "move" -> {
                List<String> from = pointer(operation.path("from"));
                JsonNode moved = find(root, from).deepCopy();
                yield add(remove(root, from), path, moved);
            }
            case "copy" ->
                add(root, path, find(root, pointer(operation.path("from"))).deepCopy());
            default -> throw Failures.unprocessable();
        };
    }

    private static JsonNode value(JsonNode operation) {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw Failures.unprocessable();
        }
        return value.deepCopy();
    }

    private static List<String> pointer(JsonNode path) {
        String text = path.asText();
        if (!path.isTextual() || !text.isEmpty() && !text.startsWith("/")) {
            throw Failures.unprocessable();
        }
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.substring(1).split("/", -1))
                        .map(part -> part.replace("~1", "/").replace("~0", "~"))
                        .toList();
    }

    /** What is not there equals null, as in the library that the API server uses. */
    private static JsonNode test(JsonNode root, List<String> path, JsonNode value) {
        JsonNode found = path.isEmpty() ? root : child(parent(root, path), last(path));
        boolean missing = found == null || found.isNull();
        if (missing ? !(value.isNull() || value.isMissingNode()) : !found.equals(value)) {
            throw Failures.unprocessable();
        }
        return root;
    }

    private static JsonNode add(JsonNode root, List<String> path, JsonNode value) {
        if (path.isEmpty()) {
            return value;
        }
        JsonNode parent = parent(root, path);
        if (parent instanceof ObjectNode map) {
            map.set(last(path), value);
        } else if (parent instanceof ArrayNode list) {
            int index = last(path).equals("-") ? list.size() : index(last(path));
            if (index > list.size()) {
                throw Failures.unprocessable();
            }
            list.insert(index, value);
        } else {
            throw Failures.unprocessable();
        }
        return root;
    }

    private static JsonNode put(JsonNode root, List<String> path, JsonNode value) {
        JsonNode parent = parent(root, path);
        if (parent instanceof ArrayNode list) {
            list.set(index(last(path)), value);
        } else if (parent instanceof ObjectNode map) {
            map.set(last(path), value);
        }
        return root;
    }

    private static JsonNode remove(JsonNode root, List<String> path) {
        find(root, path);
        JsonNode parent = path.isEmpty() ? root : parent(root, path);
        if (path.isEmpty()) {
            throw Failures.unprocessable();
        } else if (parent instanceof ArrayNode list) {
            list.remove(index(last(path)));
        } else if (parent instanceof ObjectNode map) {
            map.remove(last(path));
        }
        return root;
    }

    private static JsonNode find(JsonNode root, List<String> path) {
        JsonNode found = path.isEmpty() ? root : child(parent(root, path), last(path));
        if (found == null) {
            throw Failures.unprocessable();
        }
        return found;
    }

    private static JsonNode parent(JsonNode root, List<String> path) {
        JsonNode at = root;
        for (String part : path.subList(0, path.size() - 1)) {
            at = child(at, part);
            if (at == null) {
                throw Failures.unprocessable();
            }
        }
        return at;
    }

    private static JsonNode child(JsonNode at, String part) {
        return at instanceof ArrayNode list ? list.get(index(part)) : at.get(part);
    }

    private static String last(List<String> path) {
        return path.get(path.size() - 1);
    }

    private static int index(String part) {
        if (!part.matches("\\d{1,6}")) {
            throw Failures.unprocessable();
        }
        return Integer.parseInt(part);
    }
}
