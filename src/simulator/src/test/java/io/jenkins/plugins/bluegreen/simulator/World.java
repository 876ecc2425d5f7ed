package io.jenkins.plugins.bluegreen.simulator;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.SteppedTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** An embedded cluster whose time a test lets go on, and what is in it. */
final class World implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(1);
    private static final int MOST = 60_000;

    final SteppedTime time = new SteppedTime();
    final EmbeddedCluster cluster;
    final Api api;

    World() {
        this(Settings.fast());
    }

    World(Settings settings) {
        cluster = EmbeddedCluster.start(settings.withoutPodServers().withTime(time));
        api = Api.of(cluster);
    }

    static String set(String name, int replicas, String tag) {
        return """
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: %1$s}
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {release: %1$s}}
                  template:
                    metadata: {labels: {app: web, release: %1$s}}
                    spec: {containers: [{name: web, image: "web:%3$s", ports: [{name: http, containerPort: 8080}]}]}
                """.formatted(name, replicas, tag);
    }

    void create(String yaml) {
        ObjectNode object = Api.yaml(yaml);
        String kind = object.path("kind").asText().toLowerCase(java.util.Locale.ROOT) + "s";
        String version = object.path("apiVersion").asText();
        String path = "/%s/%s/namespaces/default/%s".formatted(version.contains("/") ? "apis" : "api", version, kind);
        Api.Answer answer = api.post(path, "%s", object.toString());
        if (answer.code() != 201) {
            throw new AssertionError(answer.toString());
        }
    }

    void advance(Duration amount) {
        time.advance(amount);
    }

    /** Lets time go on until something holds. */
    void until(Predicate<Store> condition) {
        for (int i = 0; i < MOST && !condition.test(cluster.store()); i++) {
            time.advance(STEP);
        }
        if (!condition.test(cluster.store())) {
            throw new AssertionError("It never came to that, within a minute of the cluster's time");
        }
    }

    JsonNode get(String resource, String name) {
        return cluster.store()
                .get(resource, "default", name)
                .orElseThrow(() -> new AssertionError("There is no %s %s".formatted(resource, name)));
    }

    boolean there(String resource, String name) {
        return cluster.store().get(resource, "default", name).isPresent();
    }

    int status(String resource, String name, String field) {
        return get(resource, name).path("status").path(field).asInt();
    }

    void available(String name, int count) {
        until(store -> there("replicasets", name)
                && status("replicasets", name, "availableReplicas") == count
                && status("replicasets", name, "replicas") == count);
    }

    List<ObjectNode> pods(String release) {
        return cluster.store().list("pods", "default").stream()
                .filter(pod -> release.equals(Json.labels(pod).get("release")))
                .toList();
    }

    String pod(String release) {
        return Json.name(pods(release).get(0));
    }

    List<ObjectNode> slices() {
        return cluster.store().list("endpointslices", "default");
    }

    /** How many ready endpoints a release has. */
    long ready(String release) {
        List<String> uids = pods(release).stream().map(Json::uid).toList();
        long count = 0;
        for (ObjectNode slice : slices()) {
            for (JsonNode endpoint : slice.path("endpoints")) {
                boolean ours =
                        uids.contains(endpoint.path("targetRef").path("uid").asText());
                count += ours && endpoint.path("conditions").path("ready").asBoolean() ? 1 : 0;
            }
        }
        return count;
    }

    static void eventually(java.util.concurrent.Callable<Boolean> condition) {
        await().until(condition);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
