package io.jenkins.plugins.bluegreen.observer.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.Kind;
import io.jenkins.plugins.bluegreen.observer.history.Owner;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reduces what the API server sends to facts. */
final class Reader {
    private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

    private Reader() {}

    static Fact fact(Kind kind, JsonNode object) {
        return switch (kind) {
            case SERVICE ->
                new Fact.Service(name(object), texts(object.path("spec").path("selector")));
            case SLICE ->
                new Fact.Slice(name(object), object.path("addressType").asText(), endpoints(object));
            case POD -> pod(object, true);
            case REPLICA_SET -> replicaSet(object);
        };
    }

    static Fact.Subject subject(Kind kind, JsonNode object) {
        return new Fact.Subject(
                kind,
                kind == Kind.SERVICE || kind == Kind.SLICE
                        ? name(object)
                        : object.path("metadata").path("uid").asText());
    }

    /** A pod as it was last, which says whose it was. */
    static Fact.Pod deadPod(JsonNode object) {
        return pod(object, false);
    }

    private static Fact.Pod pod(JsonNode object, boolean there) {
        JsonNode metadata = object.path("metadata");
        JsonNode status = object.path("status");
        boolean live = there
                && !metadata.hasNonNull("deletionTimestamp")
                && !ENDED.contains(status.path("phase").asText());
        boolean ready = false;
        for (JsonNode condition : status.path("conditions")) {
            ready |= condition.path("type").asText().equals("Ready")
                    && condition.path("status").asText().equals("True");
        }
        return new Fact.Pod(
                metadata.path("uid").asText(),
                name(object),
                owner(object),
                texts(metadata.path("labels")),
                there && ready,
                live);
    }

    private static Fact replicaSet(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        JsonNode spec = object.path("spec");
        JsonNode status = object.path("status");
        return new Fact.ReplicaSet(
                metadata.path("uid").asText(),
                name(object),
                owner(object),
                spec.path("replicas").asInt(1),
                status.path("readyReplicas").asInt(0),
                status.path("availableReplicas").asInt(0),
                spec.path("minReadySeconds").asInt(0),
                status.path("observedGeneration").asLong(0)
                        >= metadata.path("generation").asLong(0),
                instant(metadata.path("creationTimestamp").asText()));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static List<Fact.Endpoint> endpoints(JsonNode slice) {
        List<Fact.Endpoint> endpoints = new ArrayList<>();
        for (JsonNode endpoint : slice.path("endpoints")) {
            JsonNode target = endpoint.path("targetRef");
            boolean pod = target.path("kind").asText().equals("Pod");
            endpoints.add(new Fact.Endpoint(
                    pod ? target.path("uid").asText() : "",
                    target.path("name").asText(),
                    endpoint.path("addresses").path(0).asText(),
                    endpoint.path("conditions").path("ready").asBoolean(true)));
        }
        return endpoints;
    }

    private static Optional<Owner> owner(JsonNode object) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return Optional.of(new Owner(
                        owner.path("kind").asText(),
                        owner.path("name").asText(),
                        owner.path("uid").asText()));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new HashMap<>();
        node.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    /** The resourceVersion of an object or a list, or {@link Sight#NO_VERSION} if it is no number. */
    static long version(JsonNode object) {
        String text = object.path("metadata").path("resourceVersion").asText();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Sight.NO_VERSION;
        }
    }
}
