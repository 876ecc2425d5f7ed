package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Deletion with grace, preconditions, finalizers and propagation. */
final class Deletion {
    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";
    private static final Set<String> ANSWER_OBJECT = Set.of("pods", "services", "serviceaccounts", "resourcequotas");
    private static final Set<String> KEPT_NAMESPACES = Set.of("default", "kube-system", "kube-public");

    private final Store store;

    Deletion(Store store) {
        this.store = store;
    }

    Written delete(Kind kind, ObjectNode object, JsonNode options, boolean dryRun) {
        preconditions(kind, object, options.path("preconditions"));
        if (kind.plural().equals("namespaces") && KEPT_NAMESPACES.contains(Json.name(object))) {
            throw Failures.forbidden(kind, Json.name(object), "this namespace may not be deleted");
        }
        String policy = policy(options);
        List<String> finalizers = finalizers(object, policy);
        long grace = grace(kind, object, options);
        boolean waits = !finalizers.isEmpty() || grace > 0 || kind.plural().equals("namespaces");
        if (!waits) {
            if (!dryRun) {
                store.remove(kind.plural(), Json.namespace(object), Json.name(object));
            }
            return new Written(ANSWER_OBJECT.contains(kind.plural()) ? object : success(kind, object), 200);
        }
        if (dryRun) {
            return new Written(object, 200);
        }
        ObjectNode marked = store.update(kind.plural(), Json.namespace(object), Json.name(object), now -> {
            mark(kind, now, grace, finalizers);
            return now;
        });
        int code =
                policy.equals("Foreground") || options.path("orphanDependents").isBoolean() ? 202 : 200;
        return new Written(marked, code);
    }

    private void mark(Kind kind, ObjectNode object, long grace, List<String> finalizers) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        boolean sooner = !Json.terminating(object)
                || metadata.path("deletionGracePeriodSeconds").asLong() > grace;
        if (sooner) {
            metadata.put(
                    "deletionTimestamp",
                    Instant.now(store.clock())
                            .truncatedTo(ChronoUnit.SECONDS)
                            .plusSeconds(grace)
                            .toString());
            metadata.put("deletionGracePeriodSeconds", grace);
        }
        if (!finalizers.isEmpty()) {
            ArrayNode list = metadata.putArray("finalizers");
            finalizers.forEach(list::add);
        }
        if (kind.plural().equals("namespaces")) {
            object.withObjectProperty("status").put("phase", "Terminating");
        }
    }

    private static String policy(JsonNode options) {
        if (options.path("orphanDependents").isBoolean()) {
            return options.path("orphanDependents").asBoolean() ? "Orphan" : "Background";
        }
        String policy = options.path("propagationPolicy").asText("");
        if (!List.of("", "Orphan", "Background", "Foreground").contains(policy)) {
            FieldErrors errors = new FieldErrors();
            errors.unsupported("propagationPolicy", policy, List.of("Background", "Foreground", "Orphan"));
            errors.check("meta.k8s.io", "DeleteOptions", "");
        }
        return policy;
    }

    private static List<String> finalizers(ObjectNode object, String policy) {
        List<String> finalizers = new ArrayList<>();
        object.path("metadata").path("finalizers").forEach(each -> finalizers.add(each.asText()));
        if (policy.equals("Orphan") || policy.equals("Foreground")) {
            finalizers.removeAll(List.of(ORPHAN, FOREGROUND));
            finalizers.add(policy.equals("Orphan") ? ORPHAN : FOREGROUND);
        } else if (policy.equals("Background")) {
            finalizers.removeAll(List.of(ORPHAN, FOREGROUND));
        }
        return finalizers;
    }

    /** Seconds. A pod that never got a node, or has ended, has nothing to wait for. */
    private static long grace(Kind kind, ObjectNode object, JsonNode options) {
        if (!kind.plural().equals("pods")) {
            return 0;
        }
        boolean nothing = object.path("spec").path("nodeName").asText("").isEmpty() || Json.finished(object);
        if (nothing) {
            return 0;
        }
        return options.hasNonNull("gracePeriodSeconds")
                ? options.path("gracePeriodSeconds").asLong()
                : object.path("spec").path("terminationGracePeriodSeconds").asLong(30);
    }

    private static void preconditions(Kind kind, ObjectNode object, JsonNode preconditions) {
        String uid = preconditions.path("uid").asText("");
        if (!uid.isEmpty() && !uid.equals(Json.uid(object))) {
            throw Failures.precondition(
                    kind,
                    Json.name(object),
                    "the UID in the precondition (%s) does not match the UID in record (%s). The object might have been deleted and then recreated"
                            .formatted(uid, Json.uid(object)));
        }
        String version = preconditions.path("resourceVersion").asText("");
        String now = object.path("metadata").path("resourceVersion").asText();
        if (!version.isEmpty() && !version.equals(now)) {
            throw Failures.precondition(
                    kind,
                    Json.name(object),
                    "the ResourceVersion in the precondition (%s) does not match the ResourceVersion in record (%s). The object might have been modified"
                            .formatted(version, now));
        }
    }

    /** Removes an object that waited for its last finalizer. */
    void finish(Kind kind, ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        boolean done = Json.terminating(object)
                && metadata.path("finalizers").isEmpty()
                && metadata.path("deletionGracePeriodSeconds").asLong() == 0
                && !kind.plural().equals("namespaces");
        if (done) {
            store.remove(kind.plural(), Json.namespace(object), Json.name(object));
        }
    }

    private static ObjectNode success(Kind kind, ObjectNode object) {
        ObjectNode status = Store.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", Json.name(object));
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        details.put("kind", kind.plural()).put("uid", Json.uid(object));
        return status;
    }
}
