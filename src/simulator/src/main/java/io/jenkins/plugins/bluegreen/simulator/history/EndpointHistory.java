package io.jenkins.plugins.bluegreen.simulator.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every state that the Service's ready endpoints went through, seen at the store itself: exact, and made without any
 * code of the deployer. A release is the controlling owner of a pod.
 */
public final class EndpointHistory {
    private final String service;
    private final Map<String, String> ownerOfPod = new HashMap<>();
    private final Map<String, ObjectNode> slices = new TreeMap<>();
    private final List<Map<String, Integer>> states = new ArrayList<>();

    /**
     * Watches from now on.
     *
     * @param store to watch
     * @param service name of the Service
     */
    public EndpointHistory(Store store, String service) {
        this.service = service;
        store.subscribe(this::on);
    }

    private synchronized void on(Event event) {
        ObjectNode object = event.object();
        if (event.resource().equals("pods")) {
            object.path("metadata")
                    .path("ownerReferences")
                    .forEach(owner ->
                            ownerOfPod.put(Json.uid(object), owner.path("name").asText()));
        }
        if (event.resource().equals("endpointslices")
                && Json.labels(object)
                        .getOrDefault("kubernetes.io/service-name", "")
                        .equals(service)) {
            if (event.type().equals("DELETED")) {
                slices.remove(Json.name(object));
            } else {
                slices.put(Json.name(object), object);
            }
            states.add(count());
        }
    }

    private Map<String, Integer> count() {
        Map<String, Integer> ready = new TreeMap<>();
        for (ObjectNode slice : slices.values()) {
            for (JsonNode endpoint : slice.path("endpoints")) {
                if (endpoint.path("conditions").path("ready").asBoolean(true)) {
                    String pod = endpoint.path("targetRef").path("uid").asText();
                    ready.merge(ownerOfPod.getOrDefault(pod, "nobody"), 1, Integer::sum);
                }
            }
        }
        return ready;
    }

    /** Forgets what was, but not what is. */
    public synchronized void restart() {
        states.clear();
        states.add(count());
    }

    /** Names of the releases that have ready endpoints now. */
    public synchronized Set<String> serving() {
        return new TreeSet<>(count().keySet());
    }

    /** Ready endpoints now. */
    public synchronized int ready() {
        return count().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** States in which two releases served at once. */
    public synchronized long mixed() {
        return states.stream().filter(state -> state.size() > 1).count();
    }

    /** Fewest ready endpoints of any state. */
    public synchronized int fewest() {
        return states.stream()
                .mapToInt(state ->
                        state.values().stream().mapToInt(Integer::intValue).sum())
                .min()
                .orElse(0);
    }

    /** States in which a release had some endpoints, but fewer than this. */
    public synchronized long early(String release, int all) {
        return states.stream()
                .filter(state -> state.getOrDefault(release, 0) > 0 && state.get(release) < all)
                .count();
    }

    /** How many states there were: a test that saw none has seen nothing. */
    public synchronized int states() {
        return states.size();
    }
}
