package io.jenkins.plugins.bluegreen.simulator.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Strategic merge patch, with its directives. */
public final class StrategicMergePatch {
    private static final String PATCH = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";

    private StrategicMergePatch() {}

    /** Applies it; the object stays as it is. */
    public static ObjectNode apply(Kind kind, ObjectNode object, JsonNode patch) {
        return merge(object.deepCopy(), patch, Shape.of(kind.plural()));
    }

    private static ObjectNode merge(ObjectNode target, JsonNode patch, Shape shape) {
        String directive = patch.path(PATCH).asText("");
        if (directive.equals("replace")) {
            ObjectNode replacement = patch.deepCopy();
            replacement.remove(PATCH);
            return replacement;
        }
        if (directive.equals("delete")) {
            return Store.object();
        }
        retain(target, patch);
        patch.properties().forEach(entry -> {
            String key = entry.getKey();
            if (key.startsWith(DELETE)) {
                deleteFrom(target, key.substring(DELETE.length()), entry.getValue());
            } else if (!key.startsWith("$")) {
                field(target, key, entry.getValue(), shape.field(key));
            }
        });
        patch.properties().forEach(entry -> {
            if (entry.getKey().startsWith(ORDER)) {
                String field = entry.getKey().substring(ORDER.length());
                order(target.get(field), entry.getValue(), shape.field(field).mergeKey());
            }
        });
        return target;
    }

    private static void retain(ObjectNode target, JsonNode patch) {
        if (patch.has(RETAIN)) {
            Set<String> kept = new HashSet<>();
            patch.path(RETAIN).forEach(key -> kept.add(key.asText()));
            target.retain(kept);
        }
    }

    private static void deleteFrom(ObjectNode target, String field, JsonNode gone) {
        if (target.get(field) instanceof ArrayNode list) {
            Set<JsonNode> all = new HashSet<>();
            gone.forEach(all::add);
            list.removeIf(all::contains);
        }
    }

    private static void field(ObjectNode target, String key, JsonNode value, Shape shape) {
        if (value.isNull()) {
            target.remove(key);
        } else if (value.isObject()) {
            ObjectNode base = target.get(key) instanceof ObjectNode present ? present : Store.object();
            if (value.path(PATCH).asText("").equals("delete")) {
                target.remove(key);
            } else {
                target.set(key, merge(base, value, shape));
            }
        } else if (value.isArray() && (shape.isSet() || !shape.mergeKey().isEmpty())) {
            ArrayNode base = target.get(key) instanceof ArrayNode present ? present : target.arrayNode();
            target.set(key, list(base, (ArrayNode) value, shape));
        } else {
            target.set(key, value.deepCopy());
        }
    }

    private static ArrayNode list(ArrayNode target, ArrayNode patch, Shape shape) {
        if (shape.isSet()) {
            Set<JsonNode> there = new HashSet<>();
            target.forEach(there::add);
            patch.forEach(item -> {
                if (there.add(item)) {
                    target.add(item);
                }
            });
            return target;
        }
        ArrayNode result = target;
        for (JsonNode item : patch) {
            if (item.size() == 1 && item.path(PATCH).asText("").equals("replace")) {
                result = target.arrayNode();
            }
        }
        for (JsonNode item : patch) {
            if (item.has(shape.mergeKey())) {
                item(result, item, shape);
            } else if (!item.has(PATCH)) {
                throw Failures.badRequest(
                        "map: %s does not contain declared merge key: %s".formatted(item, shape.mergeKey()));
            }
        }
        return result;
    }

    private static void item(ArrayNode list, JsonNode item, Shape shape) {
        int index = indexOf(list, item, shape.mergeKey());
        if (item.path(PATCH).asText("").equals("delete")) {
            while (index >= 0) {
                list.remove(index);
                index = indexOf(list, item, shape.mergeKey());
            }
        } else if (index < 0) {
            list.add(merge(Store.object(), item, shape));
        } else {
            list.set(index, merge((ObjectNode) list.get(index), item, shape));
        }
    }

    private static int indexOf(ArrayNode list, JsonNode item, String key) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).path(key).equals(item.path(key))) {
                return i;
            }
        }
        return -1;
    }

    /** Those that are named come in the order given, in the places that they have together. */
    private static void order(JsonNode found, JsonNode order, String key) {
        if (!(found instanceof ArrayNode list)) {
            return;
        }
        List<JsonNode> sorted = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (JsonNode wanted : order) {
            for (int i = 0; i < list.size(); i++) {
                boolean same = key.isEmpty()
                        ? list.get(i).equals(wanted)
                        : list.get(i).path(key).equals(wanted.path(key));
                if (same && !places.contains(i)) {
                    sorted.add(list.get(i));
                    places.add(i);
                    break;
                }
            }
        }
        places.sort(null);
        for (int i = 0; i < places.size(); i++) {
            list.set(places.get(i), sorted.get(i));
        }
    }
}
