package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.List;

/** A Deployment's one ReplicaSet: made, scaled and counted. A changed template is not rolled out. */
final class Deployments {
    private static final String HASH = "pod-template-hash";

    private final Store store;
    private final Cache deployments;
    private final Cache sets;

    Deployments(Store store, Cache deployments, Cache sets) {
        this.store = store;
        this.deployments = deployments;
        this.sets = sets;
    }

    void sync(String namespace) {
        for (ObjectNode deployment : deployments.in(namespace)) {
            boolean there = store.get("deployments", namespace, Json.name(deployment))
                    .filter(now -> Json.uid(now).equals(Json.uid(deployment)))
                    .isPresent();
            if (there) {
                sync(namespace, deployment);
            }
        }
    }

    private void sync(String namespace, ObjectNode deployment) {
        List<ObjectNode> own = sets.in(namespace).stream()
                .filter(set ->
                        Json.owner(set).filter(Json.uid(deployment)::equals).isPresent())
                .toList();
        int wanted = deployment.path("spec").path("replicas").asInt(1);
        String hash = Integer.toHexString(
                deployment.path("spec").path("template").toString().hashCode());
        String name = Json.name(deployment) + "-" + hash;
        if (store.get("replicasets", namespace, name).isEmpty() && own.isEmpty()) {
            store.create("replicasets", set(namespace, deployment, name, hash));
            return;
        }
        for (ObjectNode set : own) {
            store.update("replicasets", namespace, Json.name(set), now -> {
                now.withObjectProperty("spec").put("replicas", wanted);
                return now;
            });
        }
        status(namespace, deployment, own);
    }

    private static ObjectNode set(String namespace, ObjectNode deployment, String name, String hash) {
        ObjectNode set = Store.object().put("apiVersion", "apps/v1").put("kind", "ReplicaSet");
        ObjectNode metadata = set.putObject("metadata").put("name", name).put("namespace", namespace);
        metadata.set(
                "labels",
                deployment
                        .path("spec")
                        .path("template")
                        .path("metadata")
                        .path("labels")
                        .deepCopy());
        metadata.withObjectProperty("labels").put(HASH, hash);
        metadata.putArray("ownerReferences").add(ReplicaSets.reference(deployment));
        ObjectNode spec = set.putObject("spec");
        spec.set("replicas", deployment.path("spec").path("replicas"));
        spec.set("selector", deployment.path("spec").path("selector").deepCopy());
        spec.withObjectProperty("selector").withObjectProperty("matchLabels").put(HASH, hash);
        spec.set("template", deployment.path("spec").path("template").deepCopy());
        spec.withObjectProperty("template")
                .withObjectProperty("metadata")
                .withObjectProperty("labels")
                .put(HASH, hash);
        return set;
    }

    private void status(String namespace, ObjectNode deployment, List<ObjectNode> own) {
        int replicas = own.stream()
                .mapToInt(set -> set.path("status").path("replicas").asInt())
                .sum();
        int ready = own.stream()
                .mapToInt(set -> set.path("status").path("readyReplicas").asInt())
                .sum();
        store.update("deployments", namespace, Json.name(deployment), now -> {
            ObjectNode status = now.withObjectProperty("status");
            status.put("replicas", replicas).put("updatedReplicas", replicas);
            status.put("readyReplicas", ready).put("availableReplicas", ready);
            status.put(
                    "observedGeneration",
                    deployment.path("metadata").path("generation").asLong());
            return now;
        });
    }
}
