package io.jenkins.plugins.bluegreen.simulator.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** How a container behaves, by the tag of its image. */
enum Behaviour {
    /** Runs, and is ready after its warm-up. */
    GOOD,
    /** Its image cannot be pulled: {@code broken}. */
    BROKEN,
    /** It ends as soon as it has started: {@code crash}. */
    CRASH,
    /** It runs and is never ready: {@code never-ready}. */
    NEVER_READY,
    /** It is ready, and then not, and so on: {@code flapping}. */
    FLAPPING,
    /** Its image's name is no name. */
    INVALID_NAME;

    private static final String NAME = "[a-zA-Z0-9.-]+(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*";

    /** Of a container. */
    static Behaviour of(JsonNode container) {
        String image = container.path("image").asText();
        String bare = image.replaceFirst("@sha256:[0-9a-f]{64}$", "");
        int colon = bare.lastIndexOf(':');
        boolean tagged = colon > bare.lastIndexOf('/');
        String tag = tagged ? bare.substring(colon + 1) : "latest";
        String name = tagged ? bare.substring(0, colon) : bare;
        boolean lower = name.contains("/") || name.equals(name.toLowerCase(Locale.ROOT));
        if (!name.matches(NAME) || !lower || !tag.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}")) {
            return INVALID_NAME;
        }
        return switch (tag) {
            case "broken" -> BROKEN;
            case "crash" -> CRASH;
            case "never-ready" -> NEVER_READY;
            case "flapping" -> FLAPPING;
            default -> GOOD;
        };
    }

    /** The worst of a pod's containers, by the order of trouble. */
    static Behaviour of(ObjectNode pod) {
        Behaviour worst = GOOD;
        for (JsonNode container : pod.path("spec").path("containers")) {
            Behaviour each = of(container);
            worst = each.ordinal() > worst.ordinal() ? each : worst;
        }
        return worst;
    }
}
