package io.jenkins.plugins.bluegreen.simulator.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The addresses that a Service's slices lead to: ready ones, or, if there is none, those that still serve while they end. */
final class Backends {
    private final Map<String, ObjectNode> slices = new TreeMap<>();
    private volatile List<InetSocketAddress> now = List.of();

    void put(ObjectNode slice) {
        slices.put(Json.name(slice), slice);
        settle();
    }

    void remove(ObjectNode slice) {
        slices.remove(Json.name(slice));
        settle();
    }

    List<InetSocketAddress> now() {
        return now;
    }

    private void settle() {
        List<InetSocketAddress> ready = addresses(true);
        now = ready.isEmpty() ? addresses(false) : ready;
    }

    private List<InetSocketAddress> addresses(boolean ready) {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (ObjectNode slice : slices.values()) {
            int port = slice.path("ports").path(0).path("port").asInt();
            boolean usable = port > 0 && slice.path("addressType").asText().equals("IPv4");
            for (JsonNode endpoint : slice.path("endpoints")) {
                JsonNode conditions = endpoint.path("conditions");
                boolean chosen = ready
                        ? conditions.path("ready").asBoolean(true)
                        : conditions.path("serving").asBoolean()
                                && conditions.path("terminating").asBoolean();
                if (usable && chosen) {
                    addresses.add(new InetSocketAddress(
                            endpoint.path("addresses").path(0).asText(), port));
                }
            }
        }
        return List.copyOf(addresses);
    }
}
