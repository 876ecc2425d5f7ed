package io.jenkins.plugins.bluegreen.simulator.api;

import java.util.Map;

/** The kinds that the API server knows, by plural name. */
final class Kinds {
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("services", "Service"),
            Map.entry("pods", "Pod"),
            Map.entry("replicasets", "ReplicaSet"),
            Map.entry("deployments", "Deployment"),
            Map.entry("endpointslices", "EndpointSlice"),
            Map.entry("configmaps", "ConfigMap"),
            Map.entry("secrets", "Secret"),
            Map.entry("leases", "Lease"),
            Map.entry("events", "Event"),
            Map.entry("namespaces", "Namespace"),
            Map.entry("nodes", "Node"),
            Map.entry("networkpolicies", "NetworkPolicy"),
            Map.entry("horizontalpodautoscalers", "HorizontalPodAutoscaler"),
            Map.entry("poddisruptionbudgets", "PodDisruptionBudget"));

    private Kinds() {}

    static boolean known(String resource) {
        return KINDS.containsKey(resource);
    }

    static String of(String resource) {
        return KINDS.get(resource);
    }
}
