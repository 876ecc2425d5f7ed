package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.patch.MergePatch;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import java.util.List;
import java.util.Optional;

/** Types that Go's decoder insists on, where people and tools get them wrong. */
final class Decoding {
    private static final List<String> MAPS = List.of(
            "metadata/labels",
            "metadata/annotations",
            "spec/selector/matchLabels",
            "spec/template/metadata/labels",
            "spec/template/metadata/annotations");
    private static final String MICRO = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}(Z|[+-]\\d\\d:\\d\\d)";

    private Decoding() {}

    /** An object of a request's body: without nulls, with its kind. */
    static ObjectNode body(Kind kind, JsonNode body) {
        if (!(body instanceof ObjectNode)) {
            throw Failures.badRequest(
                    "the object provided is unrecognized (must be of type %s): couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value of type struct"
                            .formatted(kind.name()));
        }
        ObjectNode object = body.deepCopy();
        MergePatch.dropNulls(object);
        String version = object.path("apiVersion").asText(kind.apiVersion());
        String name = object.path("kind").asText(kind.name());
        if (!name.equals(kind.name())) {
            throw Failures.badRequest(
                    "%s in version \"%s\" cannot be handled as a %s: no kind \"%s\" is registered for version \"%s\""
                            .formatted(name, kind.version(), kind.name(), name, version));
        }
        if (!version.equals(kind.apiVersion())) {
            throw Failures.badRequest("the API version in the data (%s) does not match the expected API version (%s)"
                    .formatted(version, kind.apiVersion()));
        }
        problem(kind, object).ifPresent(text -> {
            throw Failures.badRequest("%s in version \"%s\" cannot be handled as a %s: %s"
                    .formatted(kind.name(), kind.version(), kind.name(), text));
        });
        // The kind comes first, as people are used to see it.
        ObjectNode ordered = object.objectNode().put("kind", kind.name()).put("apiVersion", kind.apiVersion());
        object.remove(List.of("kind", "apiVersion"));
        return ordered.setAll(object);
    }

    /** An object that a patch has made. */
    static ObjectNode patched(Kind kind, ObjectNode object) {
        MergePatch.dropNulls(object);
        problem(kind, object).ifPresent(text -> {
            FieldErrors errors = new FieldErrors();
            errors.invalid("patch", object.toString(), text);
            errors.check("", "", "");
        });
        return object;
    }

    private static Optional<String> problem(Kind kind, ObjectNode object) {
        for (String map : MAPS) {
            Optional<String> problem = texts(object.at("/" + map), map);
            if (problem.isPresent()) {
                return problem;
            }
        }
        JsonNode spec = object.path("spec");
        if (kind.plural().equals("services")) {
            return texts(spec.path("selector"), "spec/selector");
        }
        if (kind.plural().equals("configmaps")) {
            return texts(object.path("data"), "data");
        }
        JsonNode replicas = spec.path("replicas");
        boolean scaled = kind.subresources().contains("scale");
        if (scaled && !replicas.isMissingNode() && !replicas.canConvertToInt()) {
            return Optional.of("json: cannot unmarshal %s into Go struct field %sSpec.spec.replicas of type int32"
                    .formatted(type(replicas), kind.name()));
        }
        if (kind.plural().equals("leases")) {
            for (String field : List.of("acquireTime", "renewTime")) {
                String time = spec.path(field).asText("");
                if (spec.has(field) && !time.matches(MICRO)) {
                    return Optional.of("parsing time \"%s\" as \"2006-01-02T15:04:05.000000Z07:00\": cannot parse it"
                            .formatted(time));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> texts(JsonNode map, String path) {
        if (map.isMissingNode()) {
            return Optional.empty();
        }
        String field = path.replace('/', '.');
        if (!map.isObject()) {
            return Optional.of("json: cannot unmarshal %s into Go struct field .%s of type map[string]string"
                    .formatted(type(map), field));
        }
        for (JsonNode value : map) {
            if (!value.isTextual()) {
                return Optional.of("json: cannot unmarshal %s into Go struct field .%s of type string"
                        .formatted(type(value), field));
            }
        }
        return Optional.empty();
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "array";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isIntegralNumber() ? "number" : "number " + value;
            case STRING -> "string";
            default -> "object";
        };
    }
}
