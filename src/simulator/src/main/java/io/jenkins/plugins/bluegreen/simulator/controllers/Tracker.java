package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The version at which each slice of a Service was written last: a cache that shows an older one is stale, and nothing may be
 * decided by it. After {@code util/endpointslice/endpointslice_tracker.go}.
 */
final class Tracker {
    private final Map<String, Map<String, Long>> versions = new HashMap<>();

    private Map<String, Long> of(ObjectNode slice) {
        return versions.computeIfAbsent(EndpointSlices.sliceKeys(slice).get(0), ignored -> new HashMap<>());
    }

    /** Whether this version is news. */
    boolean note(ObjectNode slice) {
        Long known = of(slice).put(Cache.key(slice), Json.version(slice));
        return known == null || known < Json.version(slice);
    }

    /** Whether it was known. */
    boolean forget(ObjectNode slice) {
        return of(slice).remove(Cache.key(slice)) != null;
    }

    boolean stale(String service, List<ObjectNode> seen) {
        Map<String, Long> known = new HashMap<>(versions.getOrDefault(service, Map.of()));
        for (ObjectNode slice : seen) {
            Long version = known.remove(Cache.key(slice));
            // One that this controller has deleted, but the cache still shows, is stale too.
            if (version == null || version > Json.version(slice)) {
                return true;
            }
        }
        return !known.isEmpty();
    }
}
