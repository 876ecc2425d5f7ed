package io.jenkins.plugins.bluegreen.bench.order;

import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.util.Map;

/** The demonstration's Deployment of a version, as people write it by hand. */
final class Deployments {
    private Deployments() {}

    static String name(String version) {
        return "demo-dp-" + version;
    }

    static Map<String, Object> manifest(Arena arena, String version) {
        Map<String, Object> manifest = arena.workload("selector/deployment-v1.yaml");
        Manifests.at(manifest, "metadata").put("name", name(version));
        Manifests.at(manifest, "spec", "selector", "matchLabels").put("version", version);
        Manifests.at(manifest, "spec", "template", "metadata", "labels").put("version", version);
        Manifests.at(manifest, "spec", "template", "spec", "containers", 0).put("image", "bebullish/demo:" + version);
        return manifest;
    }
}
