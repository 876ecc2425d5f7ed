package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Defaults and validation of Services. */
final class Services {
    private static final List<String> TYPES = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");

    private Services() {}

    static void fill(ObjectNode spec) {
        PodSpecs.text(spec, "type", "ClusterIP");
        PodSpecs.text(spec, "sessionAffinity", "None");
        String type = spec.path("type").asText();
        if (!type.equals("ExternalName")) {
            PodSpecs.text(spec, "internalTrafficPolicy", "Cluster");
        }
        boolean external = type.equals("LoadBalancer") || type.equals("NodePort");
        if (external) {
            PodSpecs.text(spec, "externalTrafficPolicy", "Cluster");
        } else {
            spec.remove("externalTrafficPolicy");
        }
        if (type.equals("LoadBalancer") && !spec.has("allocateLoadBalancerNodePorts")) {
            spec.put("allocateLoadBalancerNodePorts", true);
        } else if (!type.equals("LoadBalancer")) {
            spec.remove("allocateLoadBalancerNodePorts");
        }
        for (JsonNode port : spec.path("ports")) {
            ObjectNode each = (ObjectNode) port;
            PodSpecs.text(each, "protocol", "TCP");
            if (!each.has("targetPort") || each.path("targetPort").asText().isEmpty()) {
                each.put("targetPort", each.path("port").asInt());
            }
        }
    }

    static void check(JsonNode spec, FieldErrors errors) {
        String type = spec.path("type").asText();
        if (!TYPES.contains(type)) {
            errors.unsupported("spec.type", type, TYPES);
        }
        boolean headless = spec.path("clusterIP").asText("").equals("None");
        JsonNode ports = spec.path("ports");
        if (ports.isEmpty() && !headless && !type.equals("ExternalName")) {
            errors.required("spec.ports", "");
        }
        if (headless && (type.equals("LoadBalancer") || type.equals("NodePort"))) {
            errors.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for " + type + " services");
        }
        if (type.equals("ExternalName") && spec.path("externalName").asText("").isEmpty()) {
            errors.required("spec.externalName", "");
        }
        Set<JsonNode> names = new HashSet<>();
        Set<String> numbers = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            port(ports.get(i), "spec.ports[%d]".formatted(i), ports.size() > 1, errors);
            if (ports.get(i).has("name") && !names.add(ports.get(i).path("name"))) {
                errors.duplicate(
                        "spec.ports[%d].name".formatted(i), ports.get(i).path("name"));
            }
            String number = ports.get(i).path("port") + "/" + ports.get(i).path("protocol");
            if (!numbers.add(number)) {
                errors.duplicate("spec.ports[%d]".formatted(i), ports.get(i));
            }
        }
        Names.labels(spec.path("selector"), "spec.selector", errors);
    }

    private static void port(JsonNode port, String field, boolean named, FieldErrors errors) {
        String name = port.path("name").asText("");
        if (name.isEmpty() && named) {
            errors.required(field + ".name", "");
        } else if (!name.isEmpty()) {
            Names.label(name).ifPresent(text -> errors.invalid(field + ".name", name, text));
        }
        PodSpecs.port(port.path("port"), field + ".port", errors);
        JsonNode target = port.path("targetPort");
        if (target.isNumber()) {
            PodSpecs.port(target, field + ".targetPort", errors);
        } else if (!target.asText().matches("(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?")) {
            errors.invalid(
                    field + ".targetPort",
                    target,
                    target.asText().length() > 15
                            ? "must be no more than 15 characters long"
                            : "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        }
    }

    static void checkUpdate(JsonNode old, JsonNode spec, FieldErrors errors) {
        boolean had = old.hasNonNull("clusterIP")
                && !old.path("type").asText().equals("ExternalName")
                && !spec.path("type").asText().equals("ExternalName");
        if (had && !old.path("clusterIP").equals(spec.path("clusterIP"))) {
            errors.invalid("spec.clusterIPs[0]", spec.path("clusterIPs"), "may not change once set");
        }
    }
}
