package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The writing verbs, with the answers that the real API server gives. */
final class Verbs {
    private final Store store;

    Verbs(Store store) {
        this.store = store;
    }

    ObjectNode get(Path path) {
        return store.get(path.resource(), path.namespace(), path.name()).orElseThrow(() -> notFound(path));
    }

    private static StatusException notFound(Path path) {
        String resource = path.resource() + (path.group().isEmpty() ? "" : "." + path.group());
        return new StatusException(404, "NotFound", "%s \"%s\" not found".formatted(resource, path.name()));
    }

    ObjectNode create(Path path, ObjectNode body, boolean dryRun) {
        ObjectNode object = body.deepCopy();
        object.put("apiVersion", path.apiVersion());
        object.put("kind", Kinds.of(path.resource()));
        if (!path.namespace().isEmpty()) {
            if (store.get("namespaces", "", path.namespace()).isEmpty()) {
                throw new StatusException(404, "NotFound", "namespaces \"%s\" not found".formatted(path.namespace()));
            }
            object.withObjectProperty("metadata").put("namespace", path.namespace());
        }
        object.remove("status");
        Defaults.fill(path.resource(), object);
        Validation.check(path.resource(), object);
        if (dryRun) {
            store.get(path.resource(), path.namespace(), Json.name(object)).ifPresent(there -> {
                throw new StatusException(
                        409, "AlreadyExists", "%s \"%s\" already exists".formatted(path.resource(), Json.name(object)));
            });
            return object;
        }
        return store.create(path.resource(), object);
    }

    ObjectNode replace(Path path, ObjectNode body) {
        get(path);
        return store.update(path.resource(), path.namespace(), path.name(), old -> {
            checkVersion(path, old, body);
            ObjectNode object = body.deepCopy();
            if (path.subresource().equals("status")) {
                return old.<ObjectNode>set("status", object.path("status"));
            }
            object.put("apiVersion", path.apiVersion());
            object.put("kind", Kinds.of(path.resource()));
            object.set("status", old.path("status"));
            object.withObjectProperty("metadata").put("name", path.name());
            if (!path.namespace().isEmpty()) {
                object.withObjectProperty("metadata").put("namespace", path.namespace());
            }
            Defaults.keep(path.resource(), old, object);
            Validation.check(path.resource(), object);
            return object;
        });
    }

    ObjectNode patch(Path path, String contentType, JsonNode body) {
        get(path);
        return store.update(path.resource(), path.namespace(), path.name(), old -> {
            ObjectNode object;
            if (contentType.startsWith("application/json-patch+json")) {
                try {
                    object = (ObjectNode) JsonPatch.apply(body, old);
                } catch (JsonPatchException e) {
                    throw new StatusException(
                            422, "Invalid", "the server rejected our request due to an error in our request");
                }
            } else {
                checkVersion(path, old, body);
                object = Json.merge(old.deepCopy(), body);
            }
            Validation.check(path.resource(), object);
            return object;
        });
    }

    private static void checkVersion(Path path, ObjectNode old, JsonNode given) {
        String version = given.path("metadata").path("resourceVersion").asText("");
        String uid = given.path("metadata").path("uid").asText("");
        boolean stale = !version.isEmpty()
                && !version.equals(old.path("metadata").path("resourceVersion").asText());
        if (stale || !uid.isEmpty() && !uid.equals(Json.uid(old))) {
            throw new StatusException(
                    409,
                    "Conflict",
                    "Operation cannot be fulfilled on %s \"%s\": the object has been modified; please apply your changes to the latest version and try again"
                            .formatted(path.resource(), path.name()));
        }
    }

    ObjectNode delete(Path path, JsonNode options) {
        ObjectNode object = get(path);
        String uid = options.path("preconditions").path("uid").asText("");
        if (!uid.isEmpty() && !uid.equals(Json.uid(object))) {
            throw new StatusException(409, "Conflict", "Precondition failed: UID in precondition: %s".formatted(uid));
        }
        long grace = options.path("gracePeriodSeconds")
                .asLong(object.path("spec")
                        .path("terminationGracePeriodSeconds")
                        .asLong(30));
        if (path.resource().equals("pods") && grace > 0) {
            return Json.terminating(object)
                    ? object
                    : store.update("pods", path.namespace(), path.name(), pod -> {
                        pod.withObjectProperty("metadata")
                                .put(
                                        "deletionTimestamp",
                                        Instant.now()
                                                .truncatedTo(ChronoUnit.SECONDS)
                                                .toString())
                                .put("deletionGracePeriodSeconds", grace);
                        return pod;
                    });
        }
        store.remove(path.resource(), path.namespace(), path.name());
        return object;
    }
}
