package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.HashMap;
import java.util.Map;

/** Tells what happens to objects as Events, the same one once with a count. Not thread-safe. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP2"},
        justification = "The store is shared on purpose.")
public final class Recorder {
    /** As client-go's spam filter: of one source, about one object. */
    private static final int BURST = 25;

    private final Store store;
    private final String component;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Integer> told = new HashMap<>();

    /**
     * A source of events.
     *
     * @param store where they go
     * @param component who tells
     */
    public Recorder(Store store, String component) {
        this.store = store;
        this.component = component;
    }

    /** Tells that all is as it should be. */
    public void normal(ObjectNode about, String reason, String message) {
        record(about, "Normal", reason, message);
    }

    /** Tells that something is wrong. */
    public void warning(ObjectNode about, String reason, String message) {
        record(about, "Warning", reason, message);
    }

    private void record(ObjectNode about, String type, String reason, String message) {
        String namespace = Json.namespace(about).isEmpty() ? "default" : Json.namespace(about);
        String key = String.join("\n", Json.uid(about), reason, message);
        String known = names.getOrDefault(key, "");
        synchronized (store) {
            if (store.get("events", namespace, known).isPresent()) {
                store.update("events", namespace, known, event -> event.put(
                                "count", event.path("count").asInt() + 1)
                        .put("lastTimestamp", store.now()));
            } else if (told.merge(Json.uid(about), 1, Integer::sum) <= BURST) {
                ObjectNode event = event(about, namespace, type, reason, message);
                names.put(key, Json.name(store.create("events", event)));
            }
        }
    }

    private ObjectNode event(ObjectNode about, String namespace, String type, String reason, String message) {
        ObjectNode event = Store.object().put("kind", "Event").put("apiVersion", "v1");
        event.putObject("metadata").put("generateName", Json.name(about) + ".").put("namespace", namespace);
        event.putObject("involvedObject")
                .put("kind", about.path("kind").asText())
                .put("namespace", Json.namespace(about))
                .put("name", Json.name(about))
                .put("uid", Json.uid(about))
                .put("apiVersion", about.path("apiVersion").asText())
                .put(
                        "resourceVersion",
                        about.path("metadata").path("resourceVersion").asText());
        event.put("reason", reason).put("message", message).put("type", type).put("count", 1);
        event.putObject("source").put("component", component);
        event.put("reportingComponent", component).put("reportingInstance", "");
        String now = store.now();
        return event.put("firstTimestamp", now).put("lastTimestamp", now).putNull("eventTime");
    }

    /** Forgets what was told about an object that is gone. */
    public void forget(ObjectNode about) {
        told.remove(Json.uid(about));
        names.keySet().removeIf(key -> key.startsWith(Json.uid(about)));
    }
}
