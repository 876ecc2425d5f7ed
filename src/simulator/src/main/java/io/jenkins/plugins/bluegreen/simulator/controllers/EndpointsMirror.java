package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The older face of the same: an Endpoints object for each Service with a selector; and, the other way, a slice for Endpoints
 * that someone writes for a Service without one.
 */
final class EndpointsMirror {
    private static final String MIRRORING = "endpointslicemirroring-controller.k8s.io";
    private static final Kind ENDPOINTS = Kinds.of("endpoints");
    private static final Kind SLICES = Kinds.of("endpointslices");

    private final Registry registry;
    private final Store store;
    private final Cache services;
    private final Cache pods;
    private final WorkQueue queue;

    EndpointsMirror(Registry registry, Cache services, Cache pods, Cache endpoints, Queues queues) {
        this.registry = registry;
        this.store = registry.store();
        this.services = services;
        this.pods = pods;
        this.queue = queues.make(Controller.ENDPOINTS, this::sync);
        services.keys(queue::add);
        endpoints.keys(queue::add);
        pods.listen((before, now) -> {
            before.ifPresent(this::touch);
            now.ifPresent(this::touch);
        });
    }

    private void touch(ObjectNode pod) {
        Pods.servicesOf(services, pod).forEach(service -> queue.add(Cache.key(service)));
    }

    private static boolean selects(ObjectNode service) {
        return !service.path("spec").path("selector").isEmpty();
    }

    private boolean sync(String key, Runnable done) {
        ObjectNode service = services.get(key).orElse(null);
        String namespace = key.substring(0, key.indexOf('/'));
        String name = key.substring(key.indexOf('/') + 1);
        if (service == null && store.get("services", namespace, name).isPresent()) {
            // Too new for this cache, which will bring the key again.
            return false;
        }
        if (service == null) {
            store.get("endpoints", namespace, name)
                    .ifPresent(each -> registry.delete(ENDPOINTS, namespace, name, Store.object(), false));
        } else if (selects(service)) {
            put(ENDPOINTS, namespace, name, endpoints(service));
        } else {
            store.get("endpoints", namespace, name).ifPresent(each -> mirror(service, each));
        }
        return false;
    }

    private void put(Kind kind, String namespace, String name, ObjectNode wanted) {
        synchronized (store) {
            ObjectNode there = store.get(kind.plural(), namespace, name).orElse(null);
            if (there == null) {
                registry.create(kind, namespace, wanted, Write.INTERNAL);
            } else if (!there.path("subsets").equals(wanted.path("subsets"))
                    || !there.path("endpoints").equals(wanted.path("endpoints"))
                    || !there.path("metadata")
                            .path("labels")
                            .equals(wanted.path("metadata").path("labels"))) {
                registry.replace(kind, namespace, name, "", wanted, Write.INTERNAL);
            }
        }
    }

    private ObjectNode endpoints(ObjectNode service) {
        ObjectNode endpoints = Store.object();
        ObjectNode metadata = endpoints.putObject("metadata").put("name", Json.name(service));
        ObjectNode labels = metadata.putObject("labels");
        Json.labels(service).forEach(labels::put);
        labels.put("endpoints.kubernetes.io/managed-by", "endpoint-controller");
        Map<JsonNode, ObjectNode> subsets = new LinkedHashMap<>();
        List<ObjectNode> selected = Pods.selected(
                pods, Json.namespace(service), service.path("spec").path("selector"));
        boolean always = service.path("spec").path("publishNotReadyAddresses").asBoolean();
        boolean v6 = service.path("spec").path("ipFamilies").path(0).asText().equals("IPv6");
        for (ObjectNode pod : selected) {
            String ip = PodEndpoints.address(pod, v6);
            if (ip.isEmpty() || Json.terminating(pod) || Json.finished(pod)) {
                continue;
            }
            ArrayNode ports = PodEndpoints.ports(service, pod);
            ObjectNode subset = subsets.computeIfAbsent(ports, ignored -> Store.object());
            String list = always || Json.ready(pod) ? "addresses" : "notReadyAddresses";
            ObjectNode address = subset.withArrayProperty(list).addObject().put("ip", ip);
            address.put("nodeName", pod.path("spec").path("nodeName").asText());
            address.putObject("targetRef")
                    .put("kind", "Pod")
                    .put("namespace", Json.namespace(pod))
                    .put("name", Json.name(pod))
                    .put("uid", Json.uid(pod));
        }
        if (!subsets.isEmpty()) {
            ArrayNode all = endpoints.putArray("subsets");
            subsets.forEach((ports, subset) -> all.add(subset.set("ports", ports)));
        }
        return endpoints;
    }

    private void mirror(ObjectNode service, ObjectNode endpoints) {
        ObjectNode slice = Store.object().put("addressType", "IPv4");
        ObjectNode metadata = slice.putObject("metadata").put("name", Json.name(service) + "-mirror");
        ObjectNode labels = metadata.putObject("labels");
        Json.labels(endpoints).forEach(labels::put);
        labels.put(EndpointSlices.MANAGED_BY, MIRRORING).put(EndpointSlices.SERVICE_NAME, Json.name(service));
        metadata.putArray("ownerReferences").add(Owners.reference(endpoints));
        ArrayNode list = slice.putArray("endpoints");
        for (JsonNode subset : endpoints.path("subsets")) {
            for (JsonNode address : subset.path("addresses")) {
                ObjectNode endpoint = list.addObject();
                endpoint.putArray("addresses").add(address.path("ip"));
                endpoint.putObject("conditions").put("ready", true);
            }
            slice.set("ports", subset.path("ports").deepCopy());
        }
        put(SLICES, Json.namespace(service), Json.name(service) + "-mirror", slice);
    }
}
