package io.jenkins.plugins.bluegreen.simulator.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How lists and maps are merged, by the names of the fields that lead to them: the part of the OpenAPI schema that patches
 * need. A list without a key is atomic.
 */
final class Shape {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("volumes", "name"),
            Map.entry("env", "name"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("secrets", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("hostAliases", "ip"),
            Map.entry("podIPs", "ip"),
            Map.entry("hostIPs", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"),
            Map.entry("conditions", "type"),
            Map.entry("addresses", "type"),
            Map.entry("ownerReferences", "uid"));
    /** Maps, and typed objects, that have one owner. */
    private static final Set<String> ATOMIC_MAPS = Set.of(
            "selector",
            "nodeSelector",
            "labelSelector",
            "podSelector",
            "namespaceSelector",
            "targetRef",
            "scaleTargetRef",
            "resourceFieldRef",
            "fieldRef",
            "configMapKeyRef",
            "secretKeyRef",
            "claimRef",
            "roleRef");

    private final List<String> path;
    private final String plural;

    private Shape(String plural, List<String> path) {
        this.plural = plural;
        this.path = path;
    }

    /** Of a whole object of a kind. */
    static Shape of(String plural) {
        return new Shape(plural, List.of());
    }

    /** Of a field's value, or of the items of a list that is a field's value. */
    Shape field(String name) {
        return new Shape(plural, List.of(path.isEmpty() ? "" : path.get(path.size() - 1), name));
    }

    private String name() {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    private String parent() {
        return path.size() < 2 ? "" : path.get(0);
    }

    /** The key by which a strategic merge patch merges the list; empty if it replaces it. */
    String mergeKey() {
        if (name().equals("ports")) {
            boolean container = parent().endsWith("ontainers");
            return container ? "containerPort" : plural.equals("services") ? "port" : "";
        }
        return name().equals("addresses") && !plural.equals("nodes") ? "" : KEYS.getOrDefault(name(), "");
    }

    /** The fields that tell a list's items apart under server-side apply; none if it is atomic or a set. */
    List<String> itemKeys() {
        String key = mergeKey();
        return key.isEmpty() ? List.of() : name().equals("ports") ? List.of(key, "protocol") : List.of(key);
    }

    /** Whether it is a list of texts that are merged. */
    boolean isSet() {
        return name().equals("finalizers");
    }

    /** Whether it is owned and replaced as a whole. */
    boolean isAtomic(JsonNode value) {
        if (value.isObject()) {
            return ATOMIC_MAPS.contains(name());
        }
        return !value.isArray() || itemKeys().isEmpty() && !isSet();
    }
}
