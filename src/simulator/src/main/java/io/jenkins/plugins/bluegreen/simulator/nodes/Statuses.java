package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.util.ArrayList;
import java.util.List;

/** Parts of a pod's status. */
final class Statuses {
    private Statuses() {}

    static void condition(ObjectNode pod, String type, boolean value, String reason, String message, String now) {
        ArrayNode conditions = pod.withObjectProperty("status").withArrayProperty("conditions");
        ObjectNode condition = null;
        for (JsonNode each : conditions) {
            if (each.path("type").asText().equals(type)) {
                condition = (ObjectNode) each;
            }
        }
        if (condition == null) {
            condition = conditions.addObject().put("type", type).putNull("lastProbeTime");
        }
        String status = value ? "True" : "False";
        if (!condition.path("status").asText().equals(status)) {
            condition.put("status", status).put("lastTransitionTime", now);
        }
        if (reason.isEmpty()) {
            condition.remove(List.of("reason", "message"));
        } else {
            condition.put("reason", reason).put("message", message);
        }
    }

    /** The conditions that follow from the containers' states, and the phase. */
    static void settle(ObjectNode pod, String now) {
        List<String> unready = new ArrayList<>();
        boolean started = false;
        for (JsonNode container : pod.path("status").path("containerStatuses")) {
            started |= container.path("state").has("running")
                    || container.path("lastState").has("terminated")
                    || container.path("state").has("terminated");
            if (!container.path("ready").asBoolean()) {
                unready.add(container.path("name").asText());
            }
        }
        boolean ready = unready.isEmpty();
        String message = "containers with unready status: [" + String.join(" ", unready) + "]";
        String reason = ready ? "" : "ContainersNotReady";
        condition(pod, "PodReadyToStartContainers", true, "", "", now);
        condition(pod, "Initialized", true, "", "", now);
        condition(pod, "Ready", ready, reason, message, now);
        condition(pod, "ContainersReady", ready, reason, message, now);
        pod.withObjectProperty("status").put("phase", started ? "Running" : "Pending");
    }

    /** The status of a container by its name; made if it is not there. */
    static ObjectNode container(ObjectNode pod, JsonNode container) {
        ArrayNode statuses = pod.withObjectProperty("status").withArrayProperty("containerStatuses");
        for (JsonNode status : statuses) {
            if (status.path("name").equals(container.path("name"))) {
                return (ObjectNode) status;
            }
        }
        ObjectNode status = statuses.addObject();
        status.set("name", container.path("name"));
        status.put("image", container.path("image").asText()).put("imageID", "");
        status.put("ready", false).put("started", false).put("restartCount", 0);
        status.putObject("lastState");
        return status;
    }

    static void waiting(ObjectNode status, String reason, String message) {
        status.put("ready", false).put("started", false);
        ObjectNode waiting = status.putObject("state").putObject("waiting").put("reason", reason);
        if (!message.isEmpty()) {
            waiting.put("message", message);
        }
    }

    static void running(ObjectNode status, String now) {
        status.put("ready", false).put("started", true);
        status.put("imageID", status.path("image").asText() + "@sha256:" + "0".repeat(64));
        status.put("containerID", "simulator://" + Integer.toHexString(now.hashCode()));
        status.putObject("state").putObject("running").put("startedAt", now);
    }

    static ObjectNode terminated(ObjectNode status, String now) {
        JsonNode started = status.path("state").path("running").path("startedAt");
        ObjectNode state = status.putObject("state");
        status.put("ready", false).put("started", false);
        return state.putObject("terminated")
                .put("exitCode", 1)
                .put("reason", "Error")
                .put("startedAt", started.asText(now))
                .put("finishedAt", now);
    }

    static boolean same(ObjectNode one, ObjectNode other) {
        return Json.uid(one).equals(Json.uid(other));
    }
}
