package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The admission plugins that a deployment can meet: NamespaceLifecycle, ServiceAccount, ResourceQuota. */
final class Admission {
    private final Store store;

    Admission(Store store) {
        this.store = store;
    }

    void create(Kind kind, ObjectNode object) {
        if (!kind.namespaced()) {
            return;
        }
        String name = Json.namespace(object);
        ObjectNode namespace =
                store.get("namespaces", "", name).orElseThrow(() -> Failures.notFound(Kinds.of("namespaces"), name));
        if (Json.terminating(namespace)) {
            StatusException refusal = Failures.forbidden(
                    kind,
                    Json.name(object),
                    "unable to create new content in namespace %s because it is being terminated".formatted(name));
            ObjectNode details = (ObjectNode) refusal.status().path("details");
            details.putArray("causes")
                    .addObject()
                    .put("reason", "NamespaceTerminating")
                    .put("message", "namespace %s is being terminated".formatted(name))
                    .put("field", "metadata.namespace");
            throw new StatusException(403, "Forbidden", refusal.getMessage(), details);
        }
        if (kind.plural().equals("pods")) {
            serviceAccount(kind, object);
        }
        quota(kind, object);
    }

    private void serviceAccount(Kind kind, ObjectNode pod) {
        String account = pod.path("spec").path("serviceAccountName").asText("default");
        boolean there = account.equals("default")
                || store.get("serviceaccounts", Json.namespace(pod), account).isPresent();
        if (!there) {
            throw Failures.forbidden(
                    kind,
                    Json.name(pod),
                    "error looking up service account %s/%s: serviceaccount \"%s\" not found"
                            .formatted(Json.namespace(pod), account, account));
        }
    }

    private void quota(Kind kind, ObjectNode object) {
        for (ObjectNode quota : store.list("resourcequotas", Json.namespace(object))) {
            List<String> over = new ArrayList<>();
            JsonNode hard = quota.path("spec").path("hard");
            for (Map.Entry<String, JsonNode> limit : hard.properties()) {
                String key = limit.getKey();
                if (key.equals(kind.plural()) || key.equals("count/" + kind.qualified())) {
                    long used = used(kind, Json.namespace(object));
                    if (used + 1 > limit.getValue().asLong()) {
                        over.add("requested: %s=1, used: %s=%d, limited: %s=%s"
                                .formatted(key, key, used, key, limit.getValue().asText()));
                    }
                }
            }
            if (!over.isEmpty()) {
                throw Failures.forbidden(
                        kind, Json.name(object), "exceeded quota: %s, %s".formatted(Json.name(quota), over.get(0)));
            }
        }
    }

    private long used(Kind kind, String namespace) {
        return store.list(kind.plural(), namespace).stream()
                .filter(object -> !kind.plural().equals("pods") || !Json.finished(object))
                .count();
    }
}
