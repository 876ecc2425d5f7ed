package io.jenkins.plugins.bluegreen.simulator.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.List;

/** Who owns which fields of an object, as {@code metadata.managedFields} tells it. */
public final class ManagedFields {
    static final String APPLY = "Apply";
    private static final List<String> SYSTEM = List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "resourceVersion",
            "generation",
            "managedFields",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink");

    private ManagedFields() {}

    /**
     * Who writes.
     *
     * @param manager its name
     * @param subresource that it writes; empty for the object itself
     * @param time of the write
     */
    public record Writer(String manager, String subresource, String time) {}

    /** The fields that an object has and someone can own. */
    static ObjectNode owned(Kind kind, JsonNode object) {
        ObjectNode rest = ((ObjectNode) object).deepCopy();
        rest.remove(List.of("apiVersion", "kind"));
        if (rest.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(SYSTEM);
            if (metadata.isEmpty()) {
                rest.remove("metadata");
            }
        }
        return Fields.of(rest, Shape.of(kind.plural()));
    }

    /**
     * Gives whoever made an update the fields that it changed.
     *
     * @param old the object before; empty at a creation
     * @param object gets its {@code managedFields}
     */
    public static void update(Kind kind, JsonNode old, ObjectNode object, Writer writer) {
        Shape shape = Shape.of(kind.plural());
        ObjectNode changed = Fields.differing(owned(kind, object), object, old, shape);
        ObjectNode lost = Fields.without(Fields.differing(owned(kind, old), old, object, shape), owned(kind, object));
        List<ObjectNode> entries = new ArrayList<>();
        ObjectNode mine = null;
        for (ObjectNode entry : entries(object, old)) {
            ObjectNode fields = fields(entry);
            if (isOf(entry, kind, writer, "Update")) {
                ObjectNode now = Fields.without(Fields.union(fields, changed), lost);
                mine = now.equals(fields) ? entry : entry(kind, writer, "Update", now);
                entries.add(mine);
            } else {
                entry.set("fieldsV1", Fields.without(Fields.without(fields, changed), lost));
                entries.add(entry);
            }
        }
        if (mine == null && !changed.isEmpty()) {
            entries.add(entry(kind, writer, "Update", changed));
        }
        store(object, entries);
    }

    /** The entries that an object brings, else those of before; an empty one that it brings resets them. */
    static List<ObjectNode> entries(JsonNode object, JsonNode old) {
        JsonNode given = object.path("metadata").path("managedFields");
        boolean reset = given.isArray()
                && (given.isEmpty() || given.size() == 1 && given.get(0).isEmpty());
        List<ObjectNode> entries = new ArrayList<>();
        if (!reset) {
            (given.isArray() ? given : old.path("metadata").path("managedFields"))
                    .forEach(entry -> entries.add(entry.deepCopy()));
        }
        return entries;
    }

    static ObjectNode fields(JsonNode entry) {
        return entry.path("fieldsV1") instanceof ObjectNode fields ? fields : Store.object();
    }

    static boolean isOf(JsonNode entry, Kind kind, Writer writer, String operation) {
        return entry.path("manager").asText().equals(writer.manager())
                && entry.path("operation").asText().equals(operation)
                && entry.path("apiVersion").asText().equals(kind.apiVersion())
                && entry.path("subresource").asText("").equals(writer.subresource());
    }

    static ObjectNode entry(Kind kind, Writer writer, String operation, ObjectNode fields) {
        ObjectNode entry = Store.object()
                .put("manager", writer.manager())
                .put("operation", operation)
                .put("apiVersion", kind.apiVersion())
                .put("time", writer.time())
                .put("fieldsType", "FieldsV1");
        entry.set("fieldsV1", fields);
        if (!writer.subresource().isEmpty()) {
            entry.put("subresource", writer.subresource());
        }
        return entry;
    }

    static void store(ObjectNode object, List<ObjectNode> entries) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        ArrayNode list = metadata.arrayNode();
        entries.stream().filter(entry -> !fields(entry).isEmpty()).forEach(list::add);
        if (list.isEmpty()) {
            metadata.remove("managedFields");
        } else {
            metadata.set("managedFields", list);
        }
    }
}
