package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Conditions in a status. */
final class Conditions {
    private Conditions() {}

    /** Sets one; its transition time changes with its status alone. Returns it. */
    static ObjectNode set(ObjectNode status, String type, String value, String reason, String message, String now) {
        ArrayNode conditions = status.withArrayProperty("conditions");
        ObjectNode condition = null;
        for (JsonNode each : conditions) {
            if (each.path("type").asText().equals(type)) {
                condition = (ObjectNode) each;
            }
        }
        if (condition == null) {
            condition = conditions.addObject().put("type", type);
        }
        if (!condition.path("status").asText().equals(value)) {
            condition.put("status", value).put("lastTransitionTime", now);
        }
        return condition.put("reason", reason).put("message", message);
    }

    static void remove(ObjectNode status, String type) {
        ArrayNode conditions = status.withArrayProperty("conditions");
        conditions.removeIf(each -> each.path("type").asText().equals(type));
        if (conditions.isEmpty()) {
            status.remove("conditions");
        }
    }

    /** A number that is left out when it is zero, as Go leaves it out. */
    static void number(ObjectNode status, String field, long value) {
        if (value == 0) {
            status.remove(field);
        } else {
            status.put(field, value);
        }
    }
}
