package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The endpoints that a Service's pods make, by the ports that each of them resolves to. */
final class PodEndpoints {
    private PodEndpoints() {}

    /** Endpoints of one address family, by their ports, by the pod's UID. */
    static Map<ArrayNode, Map<String, ObjectNode>> of(ObjectNode service, List<ObjectNode> pods, boolean v6) {
        Map<ArrayNode, Map<String, ObjectNode>> byPorts = new LinkedHashMap<>();
        for (ObjectNode pod : pods) {
            String address = address(pod, v6);
            if (!address.isEmpty() && !Json.finished(pod)) {
                byPorts.computeIfAbsent(ports(service, pod), ignored -> new LinkedHashMap<>())
                        .put(Json.uid(pod), endpoint(service, pod, address));
            }
        }
        return byPorts;
    }

    static String address(ObjectNode pod, boolean v6) {
        for (JsonNode each : pod.path("status").path("podIPs")) {
            String ip = each.path("ip").asText();
            if (ip.contains(":") == v6) {
                return ip;
            }
        }
        return "";
    }

    /** A named port that the pod does not have is left out. */
    static ArrayNode ports(ObjectNode service, ObjectNode pod) {
        ArrayNode ports = Store.object().arrayNode();
        for (JsonNode port : service.path("spec").path("ports")) {
            int number = resolve(port, pod);
            if (number > 0) {
                ports.addObject()
                        .put("name", port.path("name").asText(""))
                        .put("port", number)
                        .put("protocol", port.path("protocol").asText("TCP"));
            }
        }
        return ports;
    }

    private static int resolve(JsonNode port, ObjectNode pod) {
        JsonNode target = port.path("targetPort");
        if (target.isNumber()) {
            return target.asInt();
        }
        for (JsonNode container : pod.path("spec").path("containers")) {
            for (JsonNode each : container.path("ports")) {
                boolean same = each.path("name").asText("").equals(target.asText())
                        && each.path("protocol")
                                .asText("TCP")
                                .equals(port.path("protocol").asText("TCP"));
                if (same) {
                    return each.path("containerPort").asInt();
                }
            }
        }
        return 0;
    }

    private static ObjectNode endpoint(ObjectNode service, ObjectNode pod, String address) {
        boolean terminating = Json.terminating(pod);
        boolean serving = Json.ready(pod);
        boolean always = service.path("spec").path("publishNotReadyAddresses").asBoolean();
        ObjectNode endpoint = Store.object();
        endpoint.putArray("addresses").add(address);
        endpoint.putObject("conditions")
                .put("ready", always || serving && !terminating)
                .put("serving", serving)
                .put("terminating", terminating);
        endpoint.put("nodeName", pod.path("spec").path("nodeName").asText());
        endpoint.putObject("targetRef")
                .put("kind", "Pod")
                .put("namespace", Json.namespace(pod))
                .put("name", Json.name(pod))
                .put("uid", Json.uid(pod));
        return endpoint;
    }
}
