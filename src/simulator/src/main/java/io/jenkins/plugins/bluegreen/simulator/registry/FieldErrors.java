package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with an object, field by field, as {@code util/validation/field} words it. */
final class FieldErrors {
    private record Error(String reason, String field, String body) {}

    private final Set<Error> errors = new LinkedHashSet<>();

    void required(String field, String detail) {
        add("FieldValueRequired", field, "Required value" + after(detail));
    }

    void invalid(String field, JsonNode value, String detail) {
        add("FieldValueInvalid", field, "Invalid value: " + (value.isMissingNode() ? "null" : value) + after(detail));
    }

    void invalid(String field, String value, String detail) {
        add("FieldValueInvalid", field, "Invalid value: \"" + value + "\"" + after(detail));
    }

    void duplicate(String field, JsonNode value) {
        add("FieldValueDuplicate", field, "Duplicate value: " + value);
    }

    void forbidden(String field, String detail) {
        add("FieldValueForbidden", field, "Forbidden" + after(detail));
    }

    void unsupported(String field, String value, List<String> supported) {
        add(
                "FieldValueNotSupported",
                field,
                "Unsupported value: \"%s\": supported values: \"%s\""
                        .formatted(value, String.join("\", \"", supported)));
    }

    private static String after(String detail) {
        return detail.isEmpty() ? "" : ": " + detail;
    }

    private void add(String reason, String field, String body) {
        errors.add(new Error(reason, field, body));
    }

    /** Throws 422 if there was any. */
    void check(Kind kind, ObjectNode object) {
        check(kind.group(), kind.name(), Json.name(object));
    }

    void check(String group, String name, String object) {
        if (errors.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        ObjectNode details = Store.object();
        details.put("name", object);
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", name);
        ArrayNode causes = details.putArray("causes");
        for (Error error : errors) {
            lines.add(error.field() + ": " + error.body());
            causes.addObject()
                    .put("reason", error.reason())
                    .put("message", error.body())
                    .put("field", error.field());
        }
        String qualified = group.isEmpty() ? name : name + "." + group;
        String text = lines.size() == 1 ? lines.get(0) : "[" + String.join(", ", lines) + "]";
        throw new StatusException(
                422, "Invalid", "%s \"%s\" is invalid: %s".formatted(qualified, object, text), details);
    }
}
