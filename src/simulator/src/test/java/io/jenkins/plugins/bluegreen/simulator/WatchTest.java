package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Watches over chunked HTTP and WebSocket. */
@Execution(ExecutionMode.CONCURRENT)
class WatchTest {
    private static final String MAPS = Api.CORE + "configmaps";

    private final EmbeddedCluster cluster =
            EmbeddedCluster.start(Settings.fast().withBookmarks(Duration.ofMillis(200)));
    private final Api api = Api.of(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    private List<String> told(String query) throws IOException {
        return api.watch(MAPS + "?watch=true&timeoutSeconds=1&" + query)
                .map(WatchTest::word)
                .toList();
    }

    private static String word(JsonNode event) {
        return event.path("type").asText() + " "
                + event.at("/object/metadata/name").asText();
    }

    @Test
    void tellsWhatThereIsWithoutAVersionAndWhatCameAfterOne() throws IOException {
        String version = api.get(MAPS).text("/metadata/resourceVersion");
        api.post(MAPS, Yaml.CONFIG, "one", "x");
        api.patch(MAPS + "/one", Api.MERGE, "{\"data\": {\"a\": \"2\"}}");

        assertThat(told("")).contains("ADDED one").doesNotContain("MODIFIED one");
        assertThat(told("resourceVersion=" + version)).contains("ADDED one", "MODIFIED one");
        assertThat(told("resourceVersion=" + cluster.store().version())).isEmpty();
    }

    @Test
    void tellsObjectsThatEnterAndLeaveTheSelector() throws IOException {
        String version = api.get(MAPS).text("/metadata/resourceVersion");
        api.post(MAPS, Yaml.CONFIG, "one", "x");
        api.patch(MAPS + "/one", Api.MERGE, "{\"metadata\": {\"labels\": {\"app\": \"y\"}}}");
        api.patch(MAPS + "/one", Api.MERGE, "{\"metadata\": {\"labels\": {\"app\": \"x\"}}}");

        List<JsonNode> events = api.watch(
                        MAPS + "?watch=true&timeoutSeconds=1&labelSelector=app%3Dx&resourceVersion=" + version)
                .toList();

        assertThat(events).extracting(WatchTest::word).containsExactly("ADDED one", "DELETED one", "ADDED one");
        assertThat(events.get(1).at("/object/metadata/labels/app").asText()).isEqualTo("x");
        assertThat(events.get(1).at("/object/metadata/resourceVersion").asLong())
                .isGreaterThan(
                        events.get(0).at("/object/metadata/resourceVersion").asLong());
    }

    @Test
    void sendsBookmarksWhenAsked() throws IOException {
        api.post(MAPS, Yaml.CONFIG, "one", "x");

        List<JsonNode> events = api.watch(
                        MAPS
                                + "?watch=true&timeoutSeconds=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan")
                .filter(event -> event.path("type").asText().equals("BOOKMARK"))
                .toList();

        assertThat(events.get(0)
                        .at("/object/metadata/annotations/k8s.io~1initial-events-end")
                        .asText())
                .isEqualTo("true");
        assertThat(events).hasSizeGreaterThan(2).allSatisfy(event -> assertThat(
                        event.at("/object/metadata/resourceVersion").asLong())
                .isPositive());
    }

    @Test
    void saysGoneToOldVersions() throws IOException {
        api.post(MAPS, Yaml.CONFIG, "one", "x");
        cluster.store().compact();
        api.post(MAPS, Yaml.CONFIG, "two", "x");

        List<JsonNode> events =
                api.watch(MAPS + "?watch=true&resourceVersion=100").toList();

        assertThat(events).hasSize(1);
        assertThat(events.get(0).path("type").asText()).isEqualTo("ERROR");
        assertThat(events.get(0).at("/object/code").asInt()).isEqualTo(410);
        assertThat(events.get(0).at("/object/reason").asText()).isEqualTo("Expired");
        assertThat(events.get(0).at("/object/message").asText()).matches("too old resource version: 100 \\(\\d+\\)");
    }

    @Test
    void servesClientsThatWatchOverWebSocket() {
        List<String> seen = new CopyOnWriteArrayList<>();
        List<Integer> ends = new CopyOnWriteArrayList<>();
        try (var client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .build()) {
            client.configMaps().inNamespace("default").withLabel("app", "x").watch(new Watcher<ConfigMap>() {
                @Override
                public void eventReceived(Action action, ConfigMap map) {
                    seen.add(action + " " + map.getMetadata().getName());
                }

                @Override
                public void onClose(WatcherException cause) {
                    ends.add(cause.asClientException().getCode());
                }
            });
            api.post(MAPS, Yaml.CONFIG, "one", "x");
            await().until(() -> seen.contains("ADDED one"));
            cluster.dropWatches();
            api.delete(MAPS + "/one");
            await().until(() -> seen.contains("DELETED one"));

            assertThat(cluster.expireWatches(request -> true)).isEqualTo(1);
            await().until(() -> ends.equals(List.of(410)));
        }
        await().until(() -> cluster.openWatches() == 0);
    }
}
