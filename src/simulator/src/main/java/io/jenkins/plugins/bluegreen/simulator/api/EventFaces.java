package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One stored event, seen as {@code v1} or as {@code events.k8s.io/v1}. */
final class EventFaces {
    private static final List<List<String>> RENAMED = List.of(
            List.of("involvedObject", "regarding"),
            List.of("message", "note"),
            List.of("source", "deprecatedSource"),
            List.of("firstTimestamp", "deprecatedFirstTimestamp"),
            List.of("lastTimestamp", "deprecatedLastTimestamp"),
            List.of("count", "deprecatedCount"),
            List.of("reportingComponent", "reportingController"));

    private EventFaces() {}

    static ObjectNode newer(ObjectNode event) {
        return rename(event, 0, 1, "events.k8s.io/v1");
    }

    static ObjectNode older(JsonNode event) {
        return rename(event, 1, 0, "v1");
    }

    private static ObjectNode rename(JsonNode event, int from, int to, String version) {
        ObjectNode renamed = event.deepCopy();
        for (List<String> pair : RENAMED) {
            JsonNode value = renamed.remove(pair.get(from));
            if (value != null) {
                renamed.set(pair.get(to), value);
            }
        }
        return renamed.put("apiVersion", version);
    }
}
