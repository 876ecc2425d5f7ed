package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.time.Duration;
import java.time.Instant;

/** Counts a Deployment's pods, and says how its rollout goes. */
final class DeploymentStatus {
    private static final String PROGRESSING = "Progressing";

    private final Store store;
    private final WorkQueue queue;

    DeploymentStatus(Store store, WorkQueue queue) {
        this.store = store;
        this.queue = queue;
    }

    void write(Rollout rollout) {
        ObjectNode deployment = rollout.deployment();
        ObjectNode status = deployment.path("status").deepCopy();
        int replicas = rollout.sum("replicas");
        int available = rollout.sum("availableReplicas");
        int updated =
                rollout.current().map(set -> Rollout.status(set, "replicas")).orElse(0);
        boolean moved = updated != Rollout.status(deployment, "updatedReplicas")
                || available > Rollout.status(deployment, "availableReplicas")
                || rollout.sum("readyReplicas") > Rollout.status(deployment, "readyReplicas")
                || replicas - updated
                        < Rollout.status(deployment, "replicas") - Rollout.status(deployment, "updatedReplicas");
        status.put("observedGeneration", Json.generation(deployment));
        Conditions.number(status, "replicas", replicas);
        Conditions.number(status, "updatedReplicas", updated);
        Conditions.number(status, "readyReplicas", rollout.sum("readyReplicas"));
        Conditions.number(status, "availableReplicas", available);
        Conditions.number(status, "unavailableReplicas", Math.max(0, rollout.pods() - available));
        availability(rollout, status, available);
        progress(rollout, status, moved);
        failure(rollout, status);
        if (!status.equals(deployment.path("status"))) {
            Statuses.write(store, "deployments", deployment, status);
        }
    }

    private void availability(Rollout rollout, ObjectNode status, int available) {
        boolean enough = available >= rollout.wanted() - rollout.maxUnavailable();
        set(
                status,
                "Available",
                enough ? "True" : "False",
                enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                enough ? "Deployment has minimum availability." : "Deployment does not have minimum availability.");
    }

    private void progress(Rollout rollout, ObjectNode status, boolean moved) {
        JsonNode deployment = rollout.deployment();
        JsonNode before = Json.condition(deployment, PROGRESSING);
        String reason = before.path("reason").asText("");
        if (deployment.path("spec").path("paused").asBoolean()) {
            if (!reason.equals("DeploymentPaused")) {
                set(status, PROGRESSING, "Unknown", "DeploymentPaused", "Deployment is paused");
            }
            return;
        }
        String name = rollout.current().map(Json::name).orElse("");
        if (name.isEmpty()) {
            return;
        }
        if (rollout.complete()) {
            if (!reason.equals("NewReplicaSetAvailable")) {
                set(
                        status,
                        PROGRESSING,
                        "True",
                        "NewReplicaSetAvailable",
                        "ReplicaSet \"%s\" has successfully progressed.".formatted(name));
            }
            return;
        }
        boolean again = reason.isEmpty()
                || reason.equals("DeploymentPaused")
                || Json.generation(deployment) != Rollout.status(deployment, "observedGeneration") && moved;
        if (again || moved) {
            touch(set(
                    status,
                    PROGRESSING,
                    "True",
                    reason.isEmpty() ? "NewReplicaSetCreated" : "ReplicaSetUpdated",
                    reason.isEmpty()
                            ? "Created new replica set \"%s\"".formatted(name)
                            : "ReplicaSet \"%s\" is progressing.".formatted(name)));
        } else if (!reason.equals("NewReplicaSetAvailable")) {
            deadline(rollout, status, before, name);
        }
    }

    private void deadline(Rollout rollout, ObjectNode status, JsonNode before, String name) {
        if (before.path("reason").asText().equals("ProgressDeadlineExceeded")) {
            return;
        }
        Duration limit = Duration.ofSeconds(rollout.deployment()
                .path("spec")
                .path("progressDeadlineSeconds")
                .asInt(600));
        Instant since = Instant.parse(before.path("lastUpdateTime").asText(store.now()));
        Duration left = Duration.between(Instant.now(store.clock()), since.plus(limit));
        if (left.isNegative() || left.isZero()) {
            set(
                    status,
                    PROGRESSING,
                    "False",
                    "ProgressDeadlineExceeded",
                    "ReplicaSet \"%s\" has timed out progressing.".formatted(name));
        } else {
            queue.after(Cache.key(rollout.deployment()), left.plusMillis(10));
        }
    }

    private void failure(Rollout rollout, ObjectNode status) {
        JsonNode failure = rollout.current()
                .map(set -> Json.condition(set, "ReplicaFailure"))
                .orElse(status.path("none"));
        if (failure.isMissingNode()) {
            Conditions.remove(status, "ReplicaFailure");
        } else {
            set(
                    status,
                    "ReplicaFailure",
                    "True",
                    failure.path("reason").asText(),
                    failure.path("message").asText());
        }
    }

    private ObjectNode set(ObjectNode status, String type, String value, String reason, String message) {
        ObjectNode condition = Conditions.set(status, type, value, reason, message, store.now());
        if (!condition.has("lastUpdateTime")
                || !condition.path("lastTransitionTime").equals(condition.path("lastUpdateTime"))
                        && condition.path("lastTransitionTime").asText().equals(store.now())) {
            touch(condition);
        }
        return condition;
    }

    private void touch(ObjectNode condition) {
        condition.put("lastUpdateTime", store.now());
    }
}
