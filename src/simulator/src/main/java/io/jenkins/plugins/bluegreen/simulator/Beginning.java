package io.jenkins.plugins.bluegreen.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;

/** What every cluster has from its beginning. */
final class Beginning {
    private final Registry registry;

    Beginning(Registry registry) {
        this.registry = registry;
    }

    void make() {
        for (String name : new String[] {"default", "kube-system", "kube-public"}) {
            create("namespaces", "", "{\"metadata\": {\"name\": \"%s\"}}".formatted(name));
        }
        create("clusterroles", "", """
                {"metadata": {"name": "cluster-admin"},
                 "rules": [{"apiGroups": ["*"], "resources": ["*"], "verbs": ["*"]}]}""");
        create("clusterroles", "", """
                {"metadata": {"name": "edit"},
                 "rules": [{"apiGroups": ["", "apps", "autoscaling", "discovery.k8s.io", "policy", "coordination.k8s.io"],
                            "resources": ["*"], "verbs": ["*"]}]}""");
        create("clusterroles", "", """
                {"metadata": {"name": "view"},
                 "rules": [{"apiGroups": ["", "apps", "autoscaling", "discovery.k8s.io", "policy", "coordination.k8s.io"],
                            "resources": ["*"], "verbs": ["get", "list", "watch"]}]}""");
    }

    private void create(String resource, String namespace, String json) {
        Kind kind = Kinds.of(resource);
        ObjectNode object = Json.parse(json);
        registry.create(kind, namespace, object, Write.INTERNAL);
    }
}
