package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Recorder;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Gate;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gives each pod the node that has the fewest of those that can take it, or says why there is none. */
final class PodScheduler {
    private final Store store;
    private final Scheduler time;
    private final Gate gate;
    private final Recorder recorder;
    private final boolean tells;
    private final Map<String, Map<String, ObjectNode>> byNode = new HashMap<>();
    private final Set<String> unschedulable = new LinkedHashSet<>();

    PodScheduler(Store store, Scheduler time, Gate gate, boolean tells) {
        this.store = store;
        this.time = time;
        this.gate = gate;
        this.tells = tells;
        this.recorder = new Recorder(store, "default-scheduler");
    }

    private static String key(ObjectNode object) {
        return Json.namespace(object) + "/" + Json.name(object);
    }

    void pod(Event event) {
        ObjectNode pod = event.object();
        String node = pod.path("spec").path("nodeName").asText("");
        if (event.type().equals("DELETED") || Json.finished(pod)) {
            byNode.getOrDefault(node, new HashMap<>()).remove(Json.uid(pod));
            unschedulable.remove(key(pod));
            recorder.forget(pod);
            again();
        } else if (!node.isEmpty()) {
            byNode.computeIfAbsent(node, ignored -> new HashMap<>()).put(Json.uid(pod), pod);
        } else if (event.type().equals("ADDED")) {
            gate.pass(() -> schedule(key(pod)));
        }
    }

    /** Something has changed that may make room. */
    void again() {
        List<String> waiting = new ArrayList<>(unschedulable);
        unschedulable.clear();
        waiting.forEach(key -> time.execute(() -> gate.pass(() -> schedule(key))));
    }

    private void schedule(String key) {
        String[] parts = key.split("/", 2);
        synchronized (store) {
            ObjectNode pod = store.get("pods", parts[0], parts[1]).orElse(null);
            if (pod != null && !Json.terminating(pod) && !pod.path("spec").has("nodeName")) {
                choose(key, pod);
            }
        }
    }

    private void choose(String key, ObjectNode pod) {
        Map<String, Integer> problems = new TreeMap<>();
        List<ObjectNode> nodes = store.list("nodes", "");
        List<ObjectNode> fitting = new ArrayList<>();
        for (ObjectNode node : nodes) {
            Fit.problem(
                            node,
                            pod,
                            byNode.getOrDefault(Json.name(node), Map.of()).values())
                    .ifPresentOrElse(why -> problems.merge(why, 1, Integer::sum), () -> fitting.add(node));
        }
        fitting.stream()
                .min(Comparator.comparingInt(
                        node -> byNode.getOrDefault(Json.name(node), Map.of()).size()))
                .ifPresentOrElse(node -> bind(pod, Json.name(node)), () -> refuse(key, pod, nodes.size(), problems));
    }

    private void bind(ObjectNode pod, String node) {
        ObjectNode bound = store.update("pods", Json.namespace(pod), Json.name(pod), now -> {
            now.withObjectProperty("spec").put("nodeName", node);
            Statuses.condition(now, "PodScheduled", true, "", "", store.now());
            return now;
        });
        byNode.computeIfAbsent(node, ignored -> new HashMap<>()).put(Json.uid(pod), bound);
        if (tells) {
            recorder.normal(pod, "Scheduled", "Successfully assigned %s to %s".formatted(key(pod), node));
        }
    }

    private void refuse(String key, ObjectNode pod, int nodes, Map<String, Integer> problems) {
        List<String> reasons = new ArrayList<>();
        problems.forEach((why, count) -> reasons.add(count + " " + why));
        String message = nodes == 0
                ? "no nodes available to schedule pods"
                : "0/%d nodes are available: %s. preemption: 0/%d nodes are available: %d Preemption is not helpful for scheduling."
                        .formatted(nodes, String.join(", ", reasons), nodes, nodes);
        unschedulable.add(key);
        store.update("pods", Json.namespace(pod), Json.name(pod), now -> {
            Statuses.condition(now, "PodScheduled", false, "Unschedulable", message, store.now());
            return now;
        });
        recorder.warning(pod, "FailedScheduling", message);
    }
}
