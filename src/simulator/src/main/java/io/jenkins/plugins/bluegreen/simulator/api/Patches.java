package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.patch.JsonPatch;
import io.jenkins.plugins.bluegreen.simulator.patch.MergePatch;
import io.jenkins.plugins.bluegreen.simulator.patch.StrategicMergePatch;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import java.util.function.UnaryOperator;

/** The kinds of patch, by content type. */
final class Patches {
    static final String APPLY = "application/apply-patch+yaml";

    private Patches() {}

    static UnaryOperator<ObjectNode> of(Kind kind, String contentType, JsonNode body) {
        return switch (contentType.split(";")[0].strip()) {
            case "application/json-patch+json" -> object -> JsonPatch.apply(object, body);
            case "application/merge-patch+json" -> object -> MergePatch.apply(object, body);
            case "application/strategic-merge-patch+json" -> object -> StrategicMergePatch.apply(kind, object, body);
            default ->
                throw new StatusException(
                        415,
                        "UnsupportedMediaType",
                        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml, application/apply-patch+cbor");
        };
    }
}
