package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds pods by owner, by label and by having no owner, without looking at all of them. */
final class Pods {
    private Pods() {}

    /** The keys of a pod for {@link Cache}. */
    static List<String> keys(ObjectNode pod) {
        String namespace = Json.namespace(pod);
        List<String> keys = new ArrayList<>();
        keys.add(Json.owner(pod).map(Pods::ownedBy).orElse(orphans(namespace)));
        Json.labels(pod).forEach((key, value) -> keys.add(labelled(namespace, key, value)));
        return keys;
    }

    static String ownedBy(String uid) {
        return "owner " + uid;
    }

    static String orphans(String namespace) {
        return "orphan " + namespace;
    }

    static String labelled(String namespace, String key, String value) {
        return "label %s %s=%s".formatted(namespace, key, value);
    }

    /** The key of a Service for {@link Cache}: one of the labels that its pods must have. */
    static List<String> serviceKeys(ObjectNode service) {
        JsonNode selector = service.path("spec").path("selector");
        if (selector.isEmpty()) {
            return List.of();
        }
        Map.Entry<String, JsonNode> first = selector.properties().iterator().next();
        return List.of(labelled(
                Json.namespace(service), first.getKey(), first.getValue().asText()));
    }

    /** The Services that select a pod. */
    static List<ObjectNode> servicesOf(Cache services, ObjectNode pod) {
        List<ObjectNode> found = new ArrayList<>();
        Json.labels(pod).forEach((key, value) -> services.indexed(labelled(Json.namespace(pod), key, value)).stream()
                .filter(service -> Json.selects(service.path("spec").path("selector"), pod))
                .forEach(found::add));
        return found;
    }

    /** Those that a Service's selector selects. */
    static List<ObjectNode> selected(Cache pods, String namespace, JsonNode selector) {
        if (selector.isEmpty()) {
            return List.of();
        }
        Map.Entry<String, JsonNode> first = selector.properties().iterator().next();
        return pods.indexed(labelled(namespace, first.getKey(), first.getValue().asText())).stream()
                .filter(pod -> Json.selects(selector, pod))
                .toList();
    }
}
