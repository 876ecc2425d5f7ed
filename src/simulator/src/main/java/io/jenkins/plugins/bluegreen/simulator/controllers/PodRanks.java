package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which pods go first when there are too many: {@code controller.ActivePodsWithRanks}. */
final class PodRanks {
    private PodRanks() {}

    static List<ObjectNode> sorted(List<ObjectNode> pods) {
        Map<String, Integer> onNode = new HashMap<>();
        pods.forEach(pod -> onNode.merge(node(pod), 1, Integer::sum));
        Comparator<ObjectNode> order = Comparator.<ObjectNode>comparingInt(
                        pod -> node(pod).isEmpty() ? 0 : 1)
                .thenComparing(pod -> pod.path("status").path("phase").asText().equals("Running"))
                .thenComparing(Json::ready)
                .thenComparing(PodRanks::cost)
                .thenComparing(pod -> -onNode.get(node(pod)))
                .thenComparing(PodRanks::readySince, Comparator.reverseOrder())
                .thenComparing(pod -> -restarts(pod))
                .thenComparing(
                        pod -> pod.path("metadata").path("creationTimestamp").asText(), Comparator.reverseOrder());
        return pods.stream().sorted(order).toList();
    }

    private static String node(JsonNode pod) {
        return pod.path("spec").path("nodeName").asText("");
    }

    private static long cost(JsonNode pod) {
        String cost = Json.annotation(pod, "controller.kubernetes.io/pod-deletion-cost");
        return cost.matches("-?\\d{1,9}") ? Long.parseLong(cost) : 0;
    }

    private static String readySince(JsonNode pod) {
        return Json.condition(pod, "Ready").path("lastTransitionTime").asText("");
    }

    private static int restarts(JsonNode pod) {
        int most = 0;
        for (JsonNode status : pod.path("status").path("containerStatuses")) {
            most = Math.max(most, status.path("restartCount").asInt());
        }
        return most;
    }
}
