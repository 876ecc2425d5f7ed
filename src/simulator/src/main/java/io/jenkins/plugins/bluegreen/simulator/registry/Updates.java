package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import java.util.List;

/** What of an update counts, by the subresource that it is for. */
final class Updates {
    private Updates() {}

    static void checkVersion(Kind kind, ObjectNode old, JsonNode given) {
        String uid = given.path("metadata").path("uid").asText("");
        if (!uid.isEmpty() && !uid.equals(Json.uid(old))) {
            throw Failures.conflict(
                    kind,
                    Json.name(old),
                    "Precondition failed: UID in precondition: %s, UID in object meta: %s"
                            .formatted(uid, Json.uid(old)));
        }
        JsonNode version = given.path("metadata").path("resourceVersion");
        boolean stale = !version.asText("").isEmpty()
                && !version.asText()
                        .equals(old.path("metadata").path("resourceVersion").asText());
        if (stale) {
            throw Failures.stale(kind, Json.name(old));
        }
    }

    /** The rest stays, but for metadata, which some controllers change with the status. */
    static ObjectNode status(ObjectNode old, ObjectNode given) {
        ObjectNode object = old.deepCopy();
        object.set("status", given.path("status").deepCopy());
        JsonNode annotations = given.path("metadata").path("annotations");
        if (annotations.isObject()) {
            object.withObjectProperty("metadata").set("annotations", annotations.deepCopy());
        }
        if (given.path("metadata").has("managedFields")) {
            object.withObjectProperty("metadata")
                    .set("managedFields", given.path("metadata").path("managedFields"));
        }
        return object;
    }

    static ObjectNode prepare(Kind kind, ObjectNode old, ObjectNode given) {
        ObjectNode object = given.deepCopy();
        object.put("kind", kind.name()).put("apiVersion", kind.apiVersion());
        ObjectNode metadata = object.withObjectProperty("metadata");
        metadata.put("name", Json.name(old));
        if (kind.namespaced()) {
            metadata.put("namespace", Json.namespace(old));
        }
        for (String field : List.of("deletionTimestamp", "deletionGracePeriodSeconds")) {
            if (old.path("metadata").has(field)) {
                metadata.set(field, old.path("metadata").path(field));
            } else {
                metadata.remove(field);
            }
        }
        if (!metadata.has("managedFields") && old.path("metadata").has("managedFields")) {
            metadata.set(
                    "managedFields", old.path("metadata").path("managedFields").deepCopy());
        }
        if (kind.hasStatus()) {
            object.remove("status");
            if (old.has("status")) {
                object.set("status", old.path("status").deepCopy());
            }
        }
        if (kind.plural().equals("services")) {
            ServiceAddresses.keep(old.path("spec"), object.withObjectProperty("spec"));
        }
        Defaults.fill(kind.plural(), object);
        return object;
    }
}
