package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes and ends pods until there are as many as wanted, and counts them, by caches that lag. */
final class ReplicaSets {
    private final Registry registry;
    private final Store store;
    private final Cache sets;
    private final Cache pods;
    private final Map<String, Set<String>> expected = new HashMap<>();

    ReplicaSets(Registry registry, Cache sets, Cache pods) {
        this.registry = registry;
        this.store = registry.store();
        this.sets = sets;
        this.pods = pods;
    }

    void sync(String namespace) {
        for (ObjectNode set : sets.in(namespace)) {
            if (store.get("replicasets", namespace, Json.name(set))
                    .filter(now -> Json.uid(now).equals(Json.uid(set)))
                    .isPresent()) {
                sync(namespace, set);
            }
        }
    }

    private void sync(String namespace, ObjectNode set) {
        List<ObjectNode> own = new ArrayList<>();
        for (ObjectNode pod : pods.in(namespace)) {
            boolean matches = Json.matches(set.path("spec").path("selector"), Json.labels(pod));
            boolean owned = Json.owner(pod).filter(Json.uid(set)::equals).isPresent();
            if (owned && !matches) {
                orphan(namespace, pod);
            } else if (owned) {
                own.add(pod);
            } else if (matches && Json.owner(pod).isEmpty() && !Json.terminating(pod)) {
                adopt(namespace, set, pod);
            }
        }
        List<ObjectNode> active =
                own.stream().filter(pod -> !Json.terminating(pod)).toList();
        if (satisfied(namespace, set, own)) {
            scale(namespace, set, active);
        }
        status(namespace, set, active);
    }

    /** Whether the cache has seen what this controller did last. */
    private boolean satisfied(String namespace, ObjectNode set, List<ObjectNode> own) {
        Set<String> waiting = expected.computeIfAbsent(Json.uid(set), ignored -> new HashSet<>());
        own.forEach(pod -> {
            if (!waiting.contains("-" + Json.name(pod)) || Json.terminating(pod)) {
                waiting.remove("+" + Json.name(pod));
                waiting.remove("-" + Json.name(pod));
            }
        });
        waiting.removeIf(name -> store.get("pods", namespace, name.substring(1)).isEmpty());
        return waiting.isEmpty();
    }

    private void scale(String namespace, ObjectNode set, List<ObjectNode> active) {
        int wanted = set.path("spec").path("replicas").asInt(1);
        Set<String> waiting = expected.get(Json.uid(set));
        for (int i = active.size(); i < wanted; i++) {
            waiting.add("+" + Json.name(create(namespace, set)));
        }
        active.stream()
                .sorted(Comparator.comparing(Json::ready))
                .limit(Math.max(0, active.size() - wanted))
                .forEach(pod -> {
                    waiting.add("-" + Json.name(pod));
                    Kubelet.markTerminating(store, pod);
                });
    }

    private ObjectNode create(String namespace, ObjectNode set) {
        return registry.create(Kinds.of("pods"), namespace, pod(namespace, set), Write.INTERNAL)
                .object();
    }

    private static ObjectNode pod(String namespace, ObjectNode set) {
        ObjectNode pod = Store.object().put("apiVersion", "v1").put("kind", "Pod");
        ObjectNode template = set.path("spec").path("template").deepCopy();
        ObjectNode metadata = template.withObjectProperty("metadata");
        metadata.put("generateName", Json.name(set) + "-").put("namespace", namespace);
        metadata.remove("creationTimestamp");
        metadata.putArray("ownerReferences").add(reference(set));
        pod.set("metadata", metadata);
        pod.set("spec", template.path("spec"));
        pod.putObject("status").put("phase", "Pending");
        return pod;
    }

    static ObjectNode reference(ObjectNode owner) {
        return Store.object()
                .put("apiVersion", owner.path("apiVersion").asText())
                .put("kind", owner.path("kind").asText())
                .put("name", Json.name(owner))
                .put("uid", Json.uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    private void orphan(String namespace, ObjectNode pod) {
        store.update("pods", namespace, Json.name(pod), now -> {
            now.withObjectProperty("metadata").remove("ownerReferences");
            return now;
        });
    }

    private void adopt(String namespace, ObjectNode set, ObjectNode pod) {
        store.update("pods", namespace, Json.name(pod), now -> {
            now.withObjectProperty("metadata").putArray("ownerReferences").add(reference(set));
            return now;
        });
    }

    private void status(String namespace, ObjectNode set, List<ObjectNode> active) {
        Map<String, String> template = Json.labels(set.path("spec").path("template"));
        long full = active.stream()
                .filter(pod -> Json.labels(pod).entrySet().containsAll(template.entrySet()))
                .count();
        long ready = active.stream().filter(Json::ready).count();
        store.update("replicasets", namespace, Json.name(set), now -> {
            ObjectNode status = now.withObjectProperty("status");
            status.put("replicas", active.size());
            status.put("fullyLabeledReplicas", (int) full);
            status.put("readyReplicas", (int) ready);
            status.put("availableReplicas", (int) ready);
            status.put(
                    "observedGeneration",
                    set.path("metadata").path("generation").asLong());
            return now;
        });
    }
}
