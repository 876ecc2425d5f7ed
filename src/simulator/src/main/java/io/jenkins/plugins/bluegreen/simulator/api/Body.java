package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads what a request brings: JSON, YAML, and the protobuf of some kinds. */
final class Body {
    private static final ObjectMapper TREES = new ObjectMapper();

    private Body() {}

    static JsonNode read(byte[] bytes, String contentType) {
        if (bytes.length == 0) {
            return Store.object();
        }
        if (contentType.contains("protobuf")) {
            return Protobuf.read(bytes).orElseThrow(Body::unknown);
        }
        if (contentType.contains("cbor")) {
            throw unknown();
        }
        boolean json = bytes[0] == '{' || bytes[0] == '[';
        try {
            JsonNode read = json || !contentType.contains("yaml") ? Json.parse(bytes) : yaml(bytes);
            return read.isNull() ? Store.object() : read;
        } catch (JsonProcessingException e) {
            throw Failures.badRequest("error decoding body: " + e.getOriginalMessage());
        } catch (IOException | YamlEngineException e) {
            throw Failures.badRequest("error decoding body: " + e.getMessage());
        }
    }

    private static StatusException unknown() {
        return new StatusException(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml");
    }

    private static JsonNode yaml(byte[] bytes) {
        Load load = new Load(LoadSettings.builder().build());
        return TREES.valueToTree(load.loadFromString(new String(bytes, StandardCharsets.UTF_8)));
    }
}
