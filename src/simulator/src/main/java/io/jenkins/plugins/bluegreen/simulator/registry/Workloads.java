package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.util.List;

/** Defaults and validation of ReplicaSets and Deployments. */
final class Workloads {
    private Workloads() {}

    static void fill(String resource, ObjectNode object) {
        ObjectNode spec = object.withObjectProperty("spec");
        PodSpecs.number(spec, "replicas", 1);
        if (spec.path("template").path("spec") instanceof ObjectNode pod) {
            PodSpecs.fill(pod);
        }
        if (resource.equals("deployments")) {
            ObjectNode strategy = spec.withObjectProperty("strategy");
            PodSpecs.text(strategy, "type", "RollingUpdate");
            if (strategy.path("type").asText().equals("RollingUpdate")) {
                ObjectNode rolling = strategy.withObjectProperty("rollingUpdate");
                if (!rolling.has("maxUnavailable")) {
                    rolling.put("maxUnavailable", "25%");
                }
                if (!rolling.has("maxSurge")) {
                    rolling.put("maxSurge", "25%");
                }
            }
            PodSpecs.number(spec, "revisionHistoryLimit", 10);
            PodSpecs.number(spec, "progressDeadlineSeconds", 600);
        }
    }

    static void check(String resource, ObjectNode object, FieldErrors errors) {
        JsonNode spec = object.path("spec");
        notNegative(spec, "replicas", errors);
        notNegative(spec, "minReadySeconds", errors);
        selector(resource, spec, errors);
        JsonNode template = spec.path("template");
        Names.labels(template.path("metadata").path("labels"), "spec.template.metadata.labels", errors);
        PodSpecs.check(template.path("spec"), "spec.template.spec", errors);
        String restart = template.path("spec").path("restartPolicy").asText("Always");
        if (!restart.equals("Always")) {
            errors.unsupported("spec.template.spec.restartPolicy", restart, List.of("Always"));
        }
        if (resource.equals("deployments")) {
            deployment(spec, errors);
        }
    }

    private static void deployment(JsonNode spec, FieldErrors errors) {
        JsonNode strategy = spec.path("strategy");
        String type = strategy.path("type").asText();
        if (!List.of("Recreate", "RollingUpdate").contains(type)) {
            errors.unsupported("spec.strategy.type", type, List.of("Recreate", "RollingUpdate"));
        } else if (type.equals("Recreate") && strategy.has("rollingUpdate")) {
            errors.forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'");
        }
        JsonNode rolling = strategy.path("rollingUpdate");
        if (zero(rolling.path("maxSurge")) && zero(rolling.path("maxUnavailable"))) {
            errors.invalid(
                    "spec.strategy.rollingUpdate.maxUnavailable",
                    rolling.path("maxUnavailable"),
                    "may not be 0 when `maxSurge` is 0");
        }
        if (spec.path("progressDeadlineSeconds").asInt()
                <= spec.path("minReadySeconds").asInt()) {
            errors.invalid(
                    "spec.progressDeadlineSeconds",
                    spec.path("progressDeadlineSeconds"),
                    "must be greater than minReadySeconds");
        }
    }

    private static boolean zero(JsonNode value) {
        return !value.isMissingNode()
                && (value.asText().equals("0") || value.asText().equals("0%"));
    }

    private static void notNegative(JsonNode spec, String field, FieldErrors errors) {
        if (spec.path(field).asLong() < 0) {
            errors.invalid("spec." + field, spec.path(field), "must be greater than or equal to 0");
        }
    }

    private static void selector(String resource, JsonNode spec, FieldErrors errors) {
        JsonNode selector = spec.path("selector");
        if (selector.isMissingNode()) {
            errors.required("spec.selector", "");
            return;
        }
        Names.labels(selector.path("matchLabels"), "spec.selector.matchLabels", errors);
        for (int i = 0; i < selector.path("matchExpressions").size(); i++) {
            JsonNode expression = selector.path("matchExpressions").get(i);
            String operator = expression.path("operator").asText();
            String field = "spec.selector.matchExpressions[%d]".formatted(i);
            boolean values = operator.equals("In") || operator.equals("NotIn");
            if (!values && !operator.equals("Exists") && !operator.equals("DoesNotExist")) {
                errors.invalid(field + ".operator", operator, "not a valid selector operator");
            } else if (values && expression.path("values").isEmpty()) {
                errors.required(field + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
            }
        }
        if (selector.path("matchLabels").isEmpty()
                && selector.path("matchExpressions").isEmpty()) {
            String what = resource.equals("deployments") ? "deployment" : "replicaset";
            errors.invalid("spec.selector", selector, "empty selector is invalid for " + what);
        } else if (!Json.matches(selector, Json.labels(spec.path("template")))) {
            errors.invalid(
                    "spec.template.metadata.labels",
                    spec.path("template").path("metadata").path("labels"),
                    "`selector` does not match template `labels`");
        }
    }
}
