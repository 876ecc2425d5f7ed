package io.jenkins.plugins.bluegreen.simulator.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.patch.ManagedFields.Writer;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Server-side apply: what is in the configuration is set and owned, what this manager no longer names goes. */
public final class ServerSideApply {
    private ServerSideApply() {}

    /**
     * Applies a configuration.
     *
     * @param live the object as it is; empty if it is not there yet. Stays as it is
     * @param config what the manager wants
     * @param force takes fields over from others
     * @return the object with its {@code managedFields}
     * @throws StatusException 409 if another manager owns a field that has another value, unless forced
     */
    public static ObjectNode apply(Kind kind, ObjectNode live, ObjectNode config, Writer writer, boolean force) {
        Shape shape = Shape.of(kind.plural());
        ObjectNode wanted = ManagedFields.owned(kind, config);
        ObjectNode changed = Fields.differing(wanted, config, live, shape);
        List<ObjectNode> entries = new ArrayList<>();
        ObjectNode before = Store.object();
        ObjectNode others = Store.object();
        ObjectNode old = null;
        Conflicts conflicts = new Conflicts();
        for (ObjectNode entry : ManagedFields.entries(Store.object(), live)) {
            ObjectNode fields = ManagedFields.fields(entry);
            if (ManagedFields.isOf(entry, kind, writer, ManagedFields.APPLY)) {
                before = fields;
                old = entry;
                continue;
            }
            conflicts.add(entry, Fields.shared(fields, changed));
            ObjectNode left = Fields.without(fields, changed);
            entry.set("fieldsV1", left);
            entries.add(entry);
            others = Fields.union(others, left);
        }
        if (!force) {
            conflicts.check();
        }
        ObjectNode result = live.deepCopy();
        merge(result, config, shape);
        prune(result, Fields.without(Fields.without(before, wanted), others), shape);
        boolean same = old != null && before.equals(wanted);
        entries.add(same ? old : ManagedFields.entry(kind, writer, ManagedFields.APPLY, wanted));
        ManagedFields.store(result, entries);
        return result;
    }

    private static void merge(ObjectNode target, ObjectNode config, Shape shape) {
        config.properties().forEach(entry -> {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            Shape below = shape.field(key);
            if (value instanceof ObjectNode map && !below.isAtomic(map)) {
                ObjectNode base = target.get(key) instanceof ObjectNode there ? there : target.putObject(key);
                merge(base, map, below);
            } else if (value instanceof ArrayNode list && !below.isAtomic(list)) {
                ArrayNode base = target.get(key) instanceof ArrayNode there ? there : target.putArray(key);
                items(base, list, below);
            } else {
                target.set(key, value.deepCopy());
            }
        });
    }

    private static void items(ArrayNode target, ArrayNode config, Shape shape) {
        ObjectNode there = Fields.of(target, shape);
        for (JsonNode item : config) {
            ArrayNode alone = target.arrayNode().add(item);
            String step = Fields.of(alone, shape).fieldNames().next();
            if (!there.has(step)) {
                target.add(item.deepCopy());
            } else if (item instanceof ObjectNode map) {
                merge((ObjectNode) Fields.follow(target, step, shape), map, shape);
            }
        }
    }

    private static void prune(JsonNode target, ObjectNode gone, Shape shape) {
        gone.properties().forEach(entry -> {
            String step = entry.getKey();
            JsonNode child = Fields.follow(target, step, shape);
            if (child == null || step.equals(".")) {
                return;
            }
            boolean whole = entry.getValue().isEmpty() || entry.getValue().has(".");
            if (!whole) {
                prune(
                        child,
                        (ObjectNode) entry.getValue(),
                        step.startsWith("f:") ? shape.field(step.substring(2)) : shape);
            }
            boolean emptied = child.isContainerNode() && child.isEmpty();
            if ((whole || emptied) && target instanceof ObjectNode map) {
                map.remove(step.substring(2));
            } else if (whole && target instanceof ArrayNode list) {
                list.removeIf(item -> item == child);
            }
        });
    }

    /** What {@code FieldManagerConflict} answers list, by manager. */
    private static final class Conflicts {
        private final ArrayNode causes = Store.object().arrayNode();
        private final List<String> lines = new ArrayList<>();

        void add(JsonNode entry, ObjectNode fields) {
            String with = "conflict with \"%s\"%s using %s"
                    .formatted(
                            entry.path("manager").asText(),
                            entry.has("subresource")
                                    ? " with subresource \"%s\""
                                            .formatted(entry.path("subresource").asText())
                                    : "",
                            entry.path("apiVersion").asText());
            for (String path : new TreeSet<>(Fields.paths(fields))) {
                causes.addObject()
                        .put("reason", "FieldManagerConflict")
                        .put("message", with)
                        .put("field", path);
                lines.add(with + ": " + path);
            }
        }

        void check() {
            if (lines.isEmpty()) {
                return;
            }
            ObjectNode details = Store.object();
            details.set("causes", causes);
            String text = lines.size() == 1
                    ? "Apply failed with 1 conflict: " + lines.get(0)
                    : "Apply failed with %d conflicts: %s".formatted(lines.size(), String.join("\n- ", lines));
            throw new StatusException(409, "Conflict", text, details);
        }
    }
}
