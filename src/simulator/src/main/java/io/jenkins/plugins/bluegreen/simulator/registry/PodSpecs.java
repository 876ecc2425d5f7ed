package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Defaults and validation of what a pod, or a template of pods, asks for. */
final class PodSpecs {
    private static final List<String> LISTS = List.of("initContainers", "containers");

    private PodSpecs() {}

    static void fill(ObjectNode spec) {
        for (String list : LISTS) {
            spec.path(list).forEach(container -> container((ObjectNode) container));
        }
        text(spec, "restartPolicy", "Always");
        number(spec, "terminationGracePeriodSeconds", 30);
        text(spec, "dnsPolicy", "ClusterFirst");
        if (!spec.has("securityContext")) {
            spec.putObject("securityContext");
        }
        text(spec, "schedulerName", "default-scheduler");
        if (spec.has("serviceAccountName")) {
            spec.set("serviceAccount", spec.get("serviceAccountName"));
        }
    }

    private static void container(ObjectNode container) {
        for (JsonNode port : container.path("ports")) {
            text((ObjectNode) port, "protocol", "TCP");
        }
        for (JsonNode variable : container.path("env")) {
            if (variable.path("valueFrom").path("fieldRef") instanceof ObjectNode reference) {
                text(reference, "apiVersion", "v1");
            }
        }
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            if (container.path(probe) instanceof ObjectNode given) {
                probe(given);
            }
        }
        if (!container.has("resources")) {
            container.putObject("resources");
        }
        text(container, "terminationMessagePath", "/dev/termination-log");
        text(container, "terminationMessagePolicy", "File");
        text(container, "imagePullPolicy", latest(container.path("image").asText()) ? "Always" : "IfNotPresent");
    }

    private static boolean latest(String image) {
        String last = image.substring(image.lastIndexOf('/') + 1);
        return !image.contains("@") && (!last.contains(":") || last.endsWith(":latest"));
    }

    private static void probe(ObjectNode probe) {
        if (probe.path("httpGet") instanceof ObjectNode request) {
            text(request, "path", "/");
            text(request, "scheme", "HTTP");
        }
        number(probe, "timeoutSeconds", 1);
        number(probe, "periodSeconds", 10);
        number(probe, "successThreshold", 1);
        number(probe, "failureThreshold", 3);
    }

    static void text(ObjectNode object, String field, String value) {
        if (!object.hasNonNull(field) || object.path(field).asText().isEmpty()) {
            object.put(field, value);
        }
    }

    static void number(ObjectNode object, String field, int value) {
        if (!object.hasNonNull(field)) {
            object.put(field, value);
        }
    }

    static void check(JsonNode spec, String field, FieldErrors errors) {
        if (spec.path("containers").isEmpty()) {
            errors.required(field + ".containers", "");
        }
        Set<JsonNode> names = new HashSet<>();
        for (String list : LISTS) {
            for (int i = 0; i < spec.path(list).size(); i++) {
                container(spec.path(list).get(i), "%s.%s[%d]".formatted(field, list, i), names, errors);
            }
        }
        if (spec.path("terminationGracePeriodSeconds").asLong() < 0) {
            errors.invalid(
                    field + ".terminationGracePeriodSeconds",
                    spec.path("terminationGracePeriodSeconds"),
                    "must be greater than or equal to 0");
        }
        Names.labels(spec.path("nodeSelector"), field + ".nodeSelector", errors);
    }

    private static void container(JsonNode container, String field, Set<JsonNode> names, FieldErrors errors) {
        String name = container.path("name").asText("");
        if (name.isEmpty()) {
            errors.required(field + ".name", "");
        } else {
            Names.label(name).ifPresent(text -> errors.invalid(field + ".name", name, text));
            if (!names.add(container.path("name"))) {
                errors.duplicate(field + ".name", container.path("name"));
            }
        }
        String image = container.path("image").asText("");
        if (image.isEmpty()) {
            errors.required(field + ".image", "");
        } else if (!image.equals(image.strip())) {
            errors.invalid(field + ".image", image, "must not have leading or trailing whitespace");
        }
        for (int i = 0; i < container.path("ports").size(); i++) {
            JsonNode port = container.path("ports").get(i).path("containerPort");
            String at = "%s.ports[%d].containerPort".formatted(field, i);
            if (port.isMissingNode()) {
                errors.required(at, "");
            } else {
                port(port, at, errors);
            }
        }
        for (int i = 0; i < container.path("env").size(); i++) {
            if (container.path("env").get(i).path("name").asText("").isEmpty()) {
                errors.required("%s.env[%d].name".formatted(field, i), "");
            }
        }
    }

    static void port(JsonNode port, String field, FieldErrors errors) {
        if (port.asInt() < 1 || port.asInt() > 65535) {
            errors.invalid(field, port, "must be between 1 and 65535, inclusive");
        }
    }
}
