package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the API server refuses with 422. */
final class Validation {
    private static final Set<String> NEED_VERSION = Set.of("leases", "poddisruptionbudgets");

    private Validation() {}

    static void create(Kind kind, ObjectNode object, FieldErrors errors) {
        metadata(kind, object, errors);
        switch (kind.plural()) {
            case "services" -> Services.check(object.path("spec"), errors);
            case "replicasets", "deployments" -> Workloads.check(kind.plural(), object, errors);
            case "pods" -> PodSpecs.check(object.path("spec"), "spec", errors);
            case "leases" -> lease(object.path("spec"), errors);
            case "endpointslices" -> slice(object, errors);
            case "roles", "clusterroles" -> rules(object, errors);
            case "rolebindings", "clusterrolebindings" -> binding(object, errors);
            case "poddisruptionbudgets" -> budget(object.path("spec"), errors);
            case "horizontalpodautoscalers" -> autoscaler(object.path("spec"), errors);
            default -> {}
        }
        errors.check(kind, object);
    }

    private static void metadata(Kind kind, ObjectNode object, FieldErrors errors) {
        JsonNode metadata = object.path("metadata");
        String name = Json.name(object);
        if (name.isEmpty()) {
            errors.required("metadata.name", "name or generateName is required");
        } else {
            Optional<String> problem =
                    switch (kind.plural()) {
                        case "services" -> Names.label1035(name);
                        case "namespaces" -> Names.label(name);
                        case "roles", "rolebindings", "clusterroles", "clusterrolebindings" -> Optional.empty();
                        default -> Names.subdomain(name);
                    };
            problem.ifPresent(text -> errors.invalid("metadata.name", name, text));
        }
        Names.labels(metadata.path("labels"), "metadata.labels", errors);
        metadata.path("annotations").fieldNames().forEachRemaining(key -> Names.key(key.toLowerCase(Locale.ROOT))
                .ifPresent(text -> errors.invalid("metadata.annotations", key, text)));
        for (int i = 0; i < metadata.path("ownerReferences").size(); i++) {
            JsonNode owner = metadata.path("ownerReferences").get(i);
            for (String field : List.of("apiVersion", "kind", "name", "uid")) {
                if (owner.path(field).asText("").isEmpty()) {
                    errors.invalid("metadata.ownerReferences[%d].%s".formatted(i, field), "", "must not be empty");
                }
            }
        }
    }

    private static void lease(JsonNode spec, FieldErrors errors) {
        if (spec.has("leaseDurationSeconds")
                && spec.path("leaseDurationSeconds").asInt() <= 0) {
            errors.invalid("spec.leaseDurationSeconds", spec.path("leaseDurationSeconds"), "must be greater than 0");
        }
        if (spec.path("leaseTransitions").asInt() < 0) {
            errors.invalid(
                    "spec.leaseTransitions", spec.path("leaseTransitions"), "must be greater than or equal to 0");
        }
    }

    private static void slice(JsonNode slice, FieldErrors errors) {
        String type = slice.path("addressType").asText("");
        List<String> types = List.of("FQDN", "IPv4", "IPv6");
        if (type.isEmpty()) {
            errors.required("addressType", "");
        } else if (!types.contains(type)) {
            errors.unsupported("addressType", type, types);
        }
        for (int i = 0; i < slice.path("endpoints").size(); i++) {
            if (slice.path("endpoints").get(i).path("addresses").isEmpty()) {
                errors.required("endpoints[%d].addresses".formatted(i), "must contain at least 1 address");
            }
        }
    }

    private static void rules(JsonNode role, FieldErrors errors) {
        for (int i = 0; i < role.path("rules").size(); i++) {
            if (role.path("rules").get(i).path("verbs").isEmpty()) {
                errors.required("rules[%d].verbs".formatted(i), "verbs must contain at least one value");
            }
        }
    }

    private static void binding(JsonNode binding, FieldErrors errors) {
        if (binding.path("roleRef").path("name").asText("").isEmpty()) {
            errors.required("roleRef.name", "");
        }
    }

    private static void budget(JsonNode spec, FieldErrors errors) {
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            errors.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
        }
    }

    private static void autoscaler(JsonNode spec, FieldErrors errors) {
        if (spec.path("maxReplicas").asInt() < 1) {
            errors.invalid("spec.maxReplicas", spec.path("maxReplicas"), "must be greater than 0");
        }
        if (spec.path("scaleTargetRef").path("name").asText("").isEmpty()) {
            errors.required("spec.scaleTargetRef.name", "");
        }
    }

    static void update(Kind kind, ObjectNode old, ObjectNode object, FieldErrors errors) {
        boolean versioned = object.path("metadata").hasNonNull("resourceVersion");
        if (NEED_VERSION.contains(kind.plural()) && !versioned) {
            errors.invalid("metadata.resourceVersion", object.numberNode(0), "must be specified for an update");
        }
        switch (kind.plural()) {
            case "replicasets", "deployments" -> immutable("spec.selector", old, object, errors);
            case "pods" -> pod(old, object, errors);
            case "services" -> Services.checkUpdate(old.path("spec"), object.path("spec"), errors);
            case "endpointslices" -> immutable("addressType", old, object, errors);
            case "secrets" -> immutable("type", old, object, errors);
            case "rolebindings", "clusterrolebindings" -> {
                if (!old.path("roleRef").equals(object.path("roleRef"))) {
                    errors.invalid("roleRef", object.path("roleRef"), "cannot change roleRef");
                }
            }
            default -> {}
        }
        boolean sealed = old.path("immutable").asBoolean();
        if (sealed && !old.path("data").equals(object.path("data"))) {
            errors.forbidden("data", "field is immutable when `immutable` is set");
        }
        create(kind, object, errors);
    }

    private static void immutable(String field, ObjectNode old, ObjectNode object, FieldErrors errors) {
        String pointer = "/" + field.replace('.', '/');
        if (!old.at(pointer).equals(object.at(pointer))) {
            errors.invalid(field, object.at(pointer), "field is immutable");
        }
    }

    private static void pod(ObjectNode old, ObjectNode object, FieldErrors errors) {
        if (!frozen(old).equals(frozen(object))) {
            errors.forbidden(
                    "spec",
                    "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)");
        }
    }

    private static JsonNode frozen(ObjectNode pod) {
        JsonNode spec = pod.path("spec").deepCopy();
        if (spec instanceof ObjectNode map) {
            map.remove(List.of("activeDeadlineSeconds", "tolerations"));
        }
        for (String list : List.of("containers", "initContainers")) {
            spec.path(list).forEach(container -> ((ObjectNode) container).remove("image"));
        }
        return spec;
    }
}
