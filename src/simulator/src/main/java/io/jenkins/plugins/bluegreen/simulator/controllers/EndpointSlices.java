package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Computes a Service's slices from its selector and the pods' labels, each from a cache of its own, and writes them one
 * after another: at most {@value #SIZE} endpoints each, every one with the Service's labels.
 */
final class EndpointSlices {
    private static final int SIZE = 100;

    private final Store store;
    private final Cache services;
    private final Cache pods;
    private final Duration writeTime;
    private final ScheduledExecutorService thread;
    private final Consumer<String> again;
    private final Set<String> writing = new HashSet<>();

    EndpointSlices(
            Store store,
            Cache services,
            Cache pods,
            Duration writeTime,
            ScheduledExecutorService thread,
            Consumer<String> again) {
        this.store = store;
        this.services = services;
        this.pods = pods;
        this.writeTime = writeTime;
        this.thread = thread;
        this.again = again;
    }

    void sync(String namespace) {
        for (ObjectNode service : services.in(namespace)) {
            boolean there = store.get("services", namespace, Json.name(service)).isPresent();
            if (there && !service.path("spec").path("selector").isEmpty()) {
                sync(namespace, service);
            }
        }
    }

    void deleted(ObjectNode service) {
        own(Json.namespace(service), service)
                .forEach(slice -> store.remove("endpointslices", Json.namespace(slice), Json.name(slice)));
    }

    private List<ObjectNode> own(String namespace, ObjectNode service) {
        return store.list("endpointslices", namespace).stream()
                .filter(slice ->
                        Json.owner(slice).filter(Json.uid(service)::equals).isPresent())
                .toList();
    }

    private void sync(String namespace, ObjectNode service) {
        String key = namespace + "/" + Json.name(service);
        if (writing.contains(key)) {
            return;
        }
        Map<String, ObjectNode> wanted = new LinkedHashMap<>();
        Map<String, String> selector = Json.texts(service.path("spec").path("selector"));
        for (ObjectNode pod : pods.in(namespace)) {
            boolean selected = Json.labels(pod).entrySet().containsAll(selector.entrySet());
            if (selected && !pod.path("status").path("podIP").asText("").isEmpty()) {
                wanted.put(Json.uid(pod), endpoint(pod));
            }
        }
        List<Runnable> writes = writes(namespace, service, wanted);
        if (!writes.isEmpty()) {
            writing.add(key);
            write(key, namespace, writes, 0);
        }
    }

    private void write(String key, String namespace, List<Runnable> writes, int index) {
        if (index == writes.size()) {
            writing.remove(key);
            again.accept(namespace);
            return;
        }
        writes.get(index).run();
        thread.schedule(() -> write(key, namespace, writes, index + 1), writeTime.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What is there is kept where it is; what is missing fills gaps, then new slices. */
    private List<Runnable> writes(String namespace, ObjectNode service, Map<String, ObjectNode> wanted) {
        List<Runnable> writes = new ArrayList<>();
        Map<String, ObjectNode> missing = new LinkedHashMap<>(wanted);
        Map<ObjectNode, List<ObjectNode>> kept = new LinkedHashMap<>();
        List<ObjectNode> present = own(namespace, service);
        for (ObjectNode slice : present) {
            List<ObjectNode> endpoints = new ArrayList<>();
            for (JsonNode endpoint : slice.path("endpoints")) {
                ObjectNode still =
                        missing.remove(endpoint.path("targetRef").path("uid").asText());
                if (still != null) {
                    endpoints.add(still);
                }
            }
            kept.put(slice, endpoints);
        }
        List<ObjectNode> rest = new ArrayList<>(missing.values());
        kept.forEach((slice, endpoints) -> {
            while (endpoints.size() < SIZE && !rest.isEmpty()) {
                endpoints.add(rest.remove(0));
            }
            ObjectNode body = body(namespace, service, endpoints);
            boolean same = slice.path("endpoints").equals(body.path("endpoints"))
                    && slice.path("metadata")
                            .path("labels")
                            .equals(body.path("metadata").path("labels"));
            if (!same) {
                writes.add(() -> store.update("endpointslices", namespace, Json.name(slice), now -> {
                    now.set("endpoints", body.path("endpoints"));
                    now.withObjectProperty("metadata")
                            .set("labels", body.path("metadata").path("labels"));
                    return now;
                }));
            }
        });
        boolean placeholder = present.isEmpty();
        while (!rest.isEmpty() || placeholder) {
            placeholder = false;
            List<ObjectNode> part = new ArrayList<>(rest.subList(0, Math.min(SIZE, rest.size())));
            rest.subList(0, part.size()).clear();
            writes.add(() -> store.create("endpointslices", body(namespace, service, part)));
        }
        return writes;
    }

    private static ObjectNode body(String namespace, ObjectNode service, List<ObjectNode> endpoints) {
        ObjectNode slice =
                Store.object().put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
        ObjectNode metadata = slice.putObject("metadata");
        metadata.put("generateName", Json.name(service) + "-").put("namespace", namespace);
        ObjectNode labels = metadata.putObject("labels");
        Json.labels(service).forEach(labels::put);
        labels.put("kubernetes.io/service-name", Json.name(service));
        labels.put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
        metadata.putArray("ownerReferences").add(ReplicaSets.reference(service));
        slice.put("addressType", "IPv4");
        ArrayNode list = slice.putArray("endpoints");
        endpoints.forEach(list::add);
        ArrayNode ports = slice.putArray("ports");
        for (JsonNode port : service.path("spec").path("ports")) {
            ports.addObject()
                    .put("name", port.path("name").asText(""))
                    .put("port", port.path("targetPort").asInt())
                    .put("protocol", "TCP");
        }
        return slice;
    }

    private static ObjectNode endpoint(ObjectNode pod) {
        boolean terminating = Json.terminating(pod);
        ObjectNode endpoint = Store.object();
        endpoint.putArray("addresses").add(pod.path("status").path("podIP").asText());
        endpoint.putObject("conditions")
                .put("ready", Json.ready(pod) && !terminating)
                .put("serving", Json.ready(pod))
                .put("terminating", terminating);
        endpoint.put("nodeName", pod.path("spec").path("nodeName").asText());
        endpoint.putObject("targetRef")
                .put("kind", "Pod")
                .put("namespace", Json.namespace(pod))
                .put("name", Json.name(pod))
                .put("uid", Json.uid(pod));
        return endpoint;
    }
}
