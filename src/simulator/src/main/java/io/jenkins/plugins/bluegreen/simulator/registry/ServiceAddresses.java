package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Allots cluster IPs and node ports, and fills in the address families that go with them. */
final class ServiceAddresses {
    private static final String V4 = "IPv4";
    private static final String V6 = "IPv6";

    private final Store store;
    private final boolean dualStack;
    private int lastIp;
    private int lastPort = 30_000;

    /** Called under the store's lock only, as everything else here. */
    ServiceAddresses(Store store, boolean dualStack) {
        this.store = store;
        this.dualStack = dualStack;
    }

    void allot(ObjectNode spec, FieldErrors errors) {
        String type = spec.path("type").asText("ClusterIP");
        if (type.equals("ExternalName")) {
            return;
        }
        families(spec, errors);
        if (!spec.has("clusterIP")) {
            ips(spec);
        } else if (!spec.has("clusterIPs")) {
            spec.putArray("clusterIPs").add(spec.path("clusterIP"));
        }
        boolean nodePorts = type.equals("NodePort")
                || type.equals("LoadBalancer")
                        && spec.path("allocateLoadBalancerNodePorts").asBoolean(true);
        if (nodePorts) {
            Set<Integer> used = usedPorts();
            for (JsonNode port : spec.path("ports")) {
                if (port.path("nodePort").asInt() == 0) {
                    ((ObjectNode) port).put("nodePort", free(used));
                }
            }
        }
    }

    private void families(ObjectNode spec, FieldErrors errors) {
        String policy = spec.path("ipFamilyPolicy").asText("");
        boolean both = policy.equals("RequireDualStack") || policy.equals("PreferDualStack") && dualStack;
        if (policy.equals("RequireDualStack") && !dualStack) {
            errors.invalid("spec.ipFamilyPolicy", policy, "this cluster is not configured for dual-stack services");
        }
        JsonNode given = spec.path("ipFamilies");
        if (given.size() == 2 && policy.isEmpty()) {
            errors.invalid(
                    "spec.ipFamilyPolicy",
                    "SingleStack",
                    "may only be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified");
        }
        PodSpecs.text(spec, "ipFamilyPolicy", "SingleStack");
        ArrayNode families = spec.arrayNode();
        given.forEach(families::add);
        if (families.isEmpty()) {
            families.add(V4);
        }
        if (both && families.size() == 1) {
            families.add(families.get(0).asText().equals(V4) ? V6 : V4);
        }
        if (!both && families.size() == 2 && policy.equals("SingleStack")) {
            families.remove(1);
        }
        spec.set("ipFamilies", families);
    }

    private void ips(ObjectNode spec) {
        ArrayNode ips = spec.putArray("clusterIPs");
        lastIp++;
        for (JsonNode family : spec.path("ipFamilies")) {
            ips.add(
                    family.asText().equals(V6)
                            ? "fd00:10:96::%x".formatted(lastIp)
                            : "10.96.%d.%d".formatted(lastIp / 250, lastIp % 250 + 1));
        }
        spec.set("clusterIP", ips.get(0));
    }

    private Set<Integer> usedPorts() {
        Set<Integer> used = new HashSet<>();
        store.list("services", "").forEach(service -> service.path("spec")
                .path("ports")
                .forEach(port -> used.add(port.path("nodePort").asInt())));
        return used;
    }

    private int free(Set<Integer> used) {
        do {
            lastPort = lastPort == 32_767 ? 30_000 : lastPort + 1;
        } while (!used.add(lastPort));
        return lastPort;
    }

    /** What a Service keeps when an update leaves it out. */
    static void keep(JsonNode old, ObjectNode spec) {
        boolean wasNamed = old.path("type").asText().equals("ExternalName");
        boolean isNamed = spec.path("type").asText("ClusterIP").equals("ExternalName");
        if (wasNamed || isNamed) {
            if (isNamed) {
                spec.remove(List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"));
            }
            return;
        }
        for (String field : List.of("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")) {
            if (!spec.has(field) && old.has(field)) {
                spec.set(field, old.get(field).deepCopy());
            }
        }
        for (JsonNode port : spec.path("ports")) {
            for (JsonNode before : old.path("ports")) {
                boolean same = before.path("port").equals(port.path("port"))
                        && before.path("protocol")
                                .asText("TCP")
                                .equals(port.path("protocol").asText("TCP"));
                boolean wants = !spec.path("type").asText("ClusterIP").equals("ClusterIP");
                if (same && wants && !port.has("nodePort") && before.has("nodePort")) {
                    ((ObjectNode) port).set("nodePort", before.get("nodePort"));
                }
            }
        }
    }
}
