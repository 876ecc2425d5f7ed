package io.jenkins.plugins.bluegreen.bench.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What the orders over plain ReplicaSets have in common. */
final class ReplicaSets {
    static final String RELEASE = "release";
    private static final long MINUTES = 5;

    private final Arena arena;
    private final Api api;

    ReplicaSets(Arena arena, Api api) {
        this.arena = arena;
        this.api = api;
    }

    static String name(String version) {
        return "demo-rs-" + version;
    }

    /** Creates the ReplicaSet of a version, with an own label and more labels in its template. */
    void create(String version, Map<String, String> more) {
        Map<String, Object> set = arena.workload("label/replicaset.yaml");
        Manifests.at(set, "metadata").put("name", name(version));
        Manifests.at(set, "spec", "selector", "matchLabels").put(RELEASE, version);
        Manifests.at(set, "spec", "template", "metadata", "labels").put(RELEASE, version);
        Manifests.at(set, "spec", "template", "metadata", "labels").putAll(more);
        Manifests.at(set, "spec", "template", "spec", "containers", 0).put("image", "bebullish/demo:" + version);
        api.post(arena.apps("replicasets"), set);
    }

    /** Waits until all of it is available: told by a watch. */
    void await(String version) {
        api.client()
                .apps()
                .replicaSets()
                .inNamespace(arena.site().namespace())
                .withName(name(version))
                .waitUntilCondition(ReplicaSets::available, MINUTES, TimeUnit.MINUTES);
    }

    private static boolean available(ReplicaSet set) {
        return set != null
                && set.getStatus() != null
                && Objects.equals(
                        set.getStatus().getObservedGeneration(),
                        set.getMetadata().getGeneration())
                && Objects.equals(
                        set.getStatus().getAvailableReplicas(), set.getSpec().getReplicas());
    }

    /** Waits until all of it is available: asked every so often. */
    void poll(String version, long pauseMillis) {
        while (!available(read(version))) {
            Pause.millis(pauseMillis);
        }
    }

    private ReplicaSet read(String version) {
        return api.client()
                .apps()
                .replicaSets()
                .inNamespace(arena.site().namespace())
                .withName(name(version))
                .get();
    }

    /** Gives or, with null values, takes labels of the template. */
    void relabelTemplate(String version, Map<String, String> labels) {
        api.patch(
                arena.apps("replicasets/" + name(version)),
                Map.of("spec", Map.of("template", Map.of("metadata", Map.of("labels", labels)))));
    }

    /** Names of a version's pods. */
    List<String> pods(String version) {
        List<String> names = new ArrayList<>();
        JsonNode list = api.get(arena.core("pods?labelSelector=" + RELEASE + "%3D" + version));
        list.path("items")
                .forEach(pod -> names.add(pod.path("metadata").path("name").asText()));
        return names;
    }
}
