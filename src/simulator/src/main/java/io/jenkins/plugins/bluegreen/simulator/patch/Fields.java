package io.jenkins.plugins.bluegreen.simulator.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sets of fields in the form that {@code managedFields} has: {@code f:name} leads to a field, {@code k:{…}} to the item of
 * a list with these keys, {@code v:…} to a member of a set; what leads to nothing more is a leaf.
 */
final class Fields {
    private static final String SELF = ".";

    private Fields() {}

    /** Every leaf of a value. */
    static ObjectNode of(JsonNode value, Shape shape) {
        ObjectNode set = Store.object();
        if (value instanceof ObjectNode map && !shape.isAtomic(map)) {
            map.properties()
                    .forEach(
                            entry -> set.set("f:" + entry.getKey(), of(entry.getValue(), shape.field(entry.getKey()))));
        } else if (value instanceof ArrayNode list && !shape.isAtomic(list)) {
            for (JsonNode item : list) {
                if (shape.isSet()) {
                    set.putObject("v:" + Json.text(item));
                } else {
                    ObjectNode fields = of(item, shape);
                    fields.putObject(SELF);
                    set.set("k:" + key(item, shape), fields);
                }
            }
        }
        return set;
    }

    private static String key(JsonNode item, Shape shape) {
        ObjectNode key = Store.object();
        for (String name : shape.itemKeys()) {
            if (item.has(name)) {
                key.set(name, item.get(name));
            } else if (name.equals("protocol")) {
                key.put(name, "TCP");
            }
        }
        return Json.text(key);
    }

    /** What a step leads to; null if it leads nowhere. */
    static JsonNode follow(JsonNode value, String step, Shape shape) {
        if (step.equals(SELF)) {
            return value;
        }
        if (step.startsWith("f:")) {
            return value.get(step.substring(2));
        }
        for (JsonNode item : value) {
            if (step.equals("k:" + key(item, shape)) || step.equals("v:" + Json.text(item))) {
                return item;
            }
        }
        return null;
    }

    private static Shape below(String step, Shape shape) {
        return step.startsWith("f:") ? shape.field(step.substring(2)) : shape;
    }

    /** The leaves of a set whose values two objects do not have in common. */
    static ObjectNode differing(ObjectNode set, JsonNode one, JsonNode other, Shape shape) {
        ObjectNode result = Store.object();
        set.properties().forEach(entry -> {
            JsonNode mine = one == null ? null : follow(one, entry.getKey(), shape);
            JsonNode theirs = other == null ? null : follow(other, entry.getKey(), shape);
            if (entry.getKey().equals(SELF)) {
                if (mine == null || theirs == null) {
                    result.putObject(SELF);
                }
            } else if (entry.getValue().isEmpty()) {
                if (mine == null ? theirs != null : !mine.equals(theirs)) {
                    result.putObject(entry.getKey());
                }
            } else {
                ObjectNode deeper =
                        differing((ObjectNode) entry.getValue(), mine, theirs, below(entry.getKey(), shape));
                if (!deeper.isEmpty()) {
                    result.set(entry.getKey(), deeper);
                }
            }
        });
        return result;
    }

    static ObjectNode union(ObjectNode one, ObjectNode other) {
        ObjectNode result = one.deepCopy();
        other.properties().forEach(entry -> {
            JsonNode there = result.get(entry.getKey());
            result.set(
                    entry.getKey(),
                    there == null
                            ? entry.getValue().deepCopy()
                            : union((ObjectNode) there, (ObjectNode) entry.getValue()));
        });
        return result;
    }

    /** Leaves of the first that are not in the second. */
    static ObjectNode without(ObjectNode one, ObjectNode other) {
        return select(one, other, false);
    }

    /** Leaves of the first that are in the second too. */
    static ObjectNode shared(ObjectNode one, ObjectNode other) {
        return select(one, other, true);
    }

    private static ObjectNode select(ObjectNode one, ObjectNode other, boolean shared) {
        ObjectNode result = Store.object();
        for (Map.Entry<String, JsonNode> entry : one.properties()) {
            ObjectNode mine = (ObjectNode) entry.getValue();
            JsonNode theirs = other.get(entry.getKey());
            if (theirs == null) {
                if (!shared) {
                    result.set(entry.getKey(), mine.deepCopy());
                }
            } else if (mine.isEmpty()) {
                if (shared) {
                    result.putObject(entry.getKey());
                }
            } else {
                ObjectNode deeper = select(mine, (ObjectNode) theirs, shared);
                if (!deeper.isEmpty()) {
                    result.set(entry.getKey(), deeper);
                }
            }
        }
        return result;
    }

    /** The leaves as messages spell them: {@code .spec.selector}, {@code .spec.containers[name="a"].image}. */
    static List<String> paths(ObjectNode set) {
        List<String> paths = new ArrayList<>();
        collect(set, "", paths);
        return paths;
    }

    private static void collect(ObjectNode set, String prefix, List<String> paths) {
        for (Map.Entry<String, JsonNode> entry : set.properties()) {
            String path = entry.getKey().equals(SELF) ? prefix : prefix + spell(entry.getKey());
            if (entry.getValue().isEmpty()) {
                paths.add(path);
            } else {
                collect((ObjectNode) entry.getValue(), path, paths);
            }
        }
    }

    private static String spell(String step) {
        String rest = step.substring(2);
        if (step.startsWith("f:")) {
            return "." + rest;
        }
        if (step.startsWith("v:")) {
            return "[=" + rest + "]";
        }
        List<String> pairs = new ArrayList<>();
        Json.parse(rest).properties().forEach(pair -> pairs.add(pair.getKey() + "=" + pair.getValue()));
        return "[" + String.join(",", pairs) + "]";
    }
}
