package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which slices of a Service to write: what is there stays where it is, what is missing fills slices that are written
 * anyway, then the fullest that has room, then new ones; a slice that would be deleted is used for one that would be created.
 * After {@code k8s.io/endpointslice/reconciler.go}.
 */
final class SliceReconciler {
    static final int SIZE = 100;

    private final ObjectNode service;
    private final ObjectNode labels;
    private final String addressType;
    private final List<ObjectNode> create = new ArrayList<>();
    private final List<ObjectNode> update = new ArrayList<>();
    private final List<ObjectNode> delete = new ArrayList<>();

    /**
     * What to write, in this order.
     *
     * @param create without names
     * @param update as they are to be
     * @param delete as they are
     */
    record Plan(List<ObjectNode> create, List<ObjectNode> update, List<ObjectNode> delete) {}

    SliceReconciler(ObjectNode service, ObjectNode labels, String addressType) {
        this.service = service;
        this.labels = labels;
        this.addressType = addressType;
    }

    Plan plan(List<ObjectNode> existing, Map<ArrayNode, Map<String, ObjectNode>> wanted) {
        Map<JsonNode, List<ObjectNode>> byPorts = new LinkedHashMap<>();
        for (ObjectNode slice : existing) {
            JsonNode ports = slice.path("ports").isArray()
                    ? slice.path("ports")
                    : Store.object().arrayNode();
            if (wanted.containsKey(ports)) {
                byPorts.computeIfAbsent(ports, ignored -> new ArrayList<>()).add(slice);
            } else {
                delete.add(slice);
            }
        }
        wanted.forEach((ports, endpoints) -> group(byPorts.getOrDefault(ports, List.of()), ports, endpoints));
        placeholder(existing);
        reuse();
        return new Plan(create, update, delete);
    }

    private void group(List<ObjectNode> slices, ArrayNode ports, Map<String, ObjectNode> wanted) {
        Map<String, ObjectNode> missing = new LinkedHashMap<>(wanted);
        List<ObjectNode> changed = new ArrayList<>();
        List<ObjectNode> unchanged = new ArrayList<>();
        for (ObjectNode slice : slices) {
            List<ObjectNode> kept = new ArrayList<>();
            for (JsonNode endpoint : slice.path("endpoints")) {
                ObjectNode still =
                        missing.remove(endpoint.path("targetRef").path("uid").asText());
                if (still != null) {
                    kept.add(still);
                }
            }
            ObjectNode now = slice(slice, ports, kept);
            if (kept.isEmpty()) {
                delete.add(slice);
            } else if (same(slice, now)) {
                unchanged.add(slice);
            } else {
                changed.add(now);
            }
        }
        fill(missing, changed);
        if (!missing.isEmpty() && missing.size() < SIZE) {
            unchanged.stream()
                    .filter(slice -> slice.path("endpoints").size() + missing.size() <= SIZE)
                    .max(Comparator.comparingInt(
                            slice -> slice.path("endpoints").size()))
                    .ifPresent(slice -> {
                        List<ObjectNode> one = new ArrayList<>();
                        one.add(slice.deepCopy());
                        fill(missing, one);
                        changed.addAll(one);
                    });
        }
        while (!missing.isEmpty()) {
            List<ObjectNode> one = new ArrayList<>();
            one.add(slice(Store.object(), ports, List.of()));
            fill(missing, one);
            create.addAll(one);
        }
        update.addAll(changed);
    }

    private static void fill(Map<String, ObjectNode> missing, List<ObjectNode> slices) {
        slices.stream()
                .sorted(Comparator.comparingInt(
                        slice -> -slice.path("endpoints").size()))
                .forEach(slice -> {
                    ArrayNode endpoints = slice.withArrayProperty("endpoints");
                    var rest = missing.values().iterator();
                    while (endpoints.size() < SIZE && rest.hasNext()) {
                        endpoints.add(rest.next());
                        rest.remove();
                    }
                });
    }

    /** One empty slice says that there is nothing. */
    private void placeholder(List<ObjectNode> existing) {
        boolean none = create.isEmpty() && update.isEmpty() && delete.size() == existing.size();
        if (!none) {
            return;
        }
        ObjectNode empty = slice(
                existing.isEmpty() ? Store.object() : existing.get(0),
                Store.object().arrayNode(),
                List.of());
        if (existing.isEmpty()) {
            create.add(empty);
            return;
        }
        delete.remove(existing.get(0));
        if (!same(existing.get(0), empty)) {
            update.add(empty);
        }
    }

    private void reuse() {
        while (!create.isEmpty() && !delete.isEmpty()) {
            ObjectNode body = create.remove(create.size() - 1);
            ObjectNode into = delete.remove(0);
            ObjectNode now = slice(into, (ArrayNode) body.path("ports"), List.of());
            now.set("endpoints", body.path("endpoints"));
            update.add(now);
        }
    }

    private static boolean same(ObjectNode slice, ObjectNode now) {
        return slice.path("endpoints").equals(now.path("endpoints"))
                && slice.path("ports").equals(now.path("ports"))
                && slice.path("metadata")
                        .path("labels")
                        .equals(now.path("metadata").path("labels"));
    }

    private ObjectNode slice(ObjectNode from, ArrayNode ports, List<ObjectNode> endpoints) {
        ObjectNode slice = from.deepCopy();
        slice.put("kind", "EndpointSlice")
                .put("apiVersion", "discovery.k8s.io/v1")
                .put("addressType", addressType);
        ObjectNode metadata = slice.withObjectProperty("metadata");
        if (!metadata.has("name")) {
            metadata.put("generateName", Json.name(service) + "-");
            metadata.put("namespace", Json.namespace(service));
            metadata.putArray("ownerReferences").add(Owners.reference(service));
        }
        metadata.set("labels", labels);
        ArrayNode list = slice.putArray("endpoints");
        endpoints.forEach(list::add);
        slice.set("ports", ports);
        return slice;
    }
}
