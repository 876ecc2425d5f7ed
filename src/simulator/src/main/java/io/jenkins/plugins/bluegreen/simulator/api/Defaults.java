package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.atomic.AtomicInteger;

/** What the API server fills in. */
final class Defaults {
    private static final AtomicInteger ADDRESSES = new AtomicInteger(1);

    private Defaults() {}

    static void fill(String resource, ObjectNode object) {
        switch (resource) {
            case "services" -> service(object.withObjectProperty("spec"));
            case "replicasets", "deployments" -> {
                ObjectNode spec = object.withObjectProperty("spec");
                if (!spec.has("replicas")) {
                    spec.put("replicas", 1);
                }
                spec.withObjectProperty("template").withObjectProperty("spec").put("terminationGracePeriodSeconds", 30);
            }
            default -> {}
        }
    }

    private static void service(ObjectNode spec) {
        if (!spec.has("type")) {
            spec.put("type", "ClusterIP");
        }
        if (!spec.has("clusterIP")) {
            int number = ADDRESSES.getAndIncrement();
            spec.put("clusterIP", "10.96.%d.%d".formatted(number / 250, number % 250 + 1));
        }
        if (!spec.has("ipFamilies")) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        for (JsonNode port : spec.path("ports")) {
            if (port instanceof ObjectNode each && !each.has("targetPort")) {
                each.put("targetPort", each.path("port").asInt());
            }
        }
    }

    /** What a replacement that leaves it out does not take away. */
    static void keep(String resource, ObjectNode old, ObjectNode object) {
        if (resource.equals("services")) {
            ObjectNode spec = object.withObjectProperty("spec");
            for (String field : new String[] {"clusterIP", "ipFamilies", "type"}) {
                if (!spec.has(field)) {
                    spec.set(field, old.path("spec").path(field));
                }
            }
        }
        fill(resource, object);
    }
}
