package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.history.EndpointHistory;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Real connections, through a proxy that is seconds behind the slices, so that also a busy machine shows it. */
@Execution(ExecutionMode.CONCURRENT)
class TrafficTest {
    private static final Duration BEHIND = Duration.ofSeconds(4);

    private final EmbeddedCluster cluster =
            EmbeddedCluster.start(Settings.fast().withSpeed(behind(Speed.fast())));
    private final Api api = Api.of(cluster);
    private final EndpointHistory history = new EndpointHistory(cluster.store(), "web");
    private InetSocketAddress address;

    private static Speed behind(Speed fast) {
        return new Speed(
                fast.cacheLag(),
                fast.sliceWrite(),
                fast.staleBackoff(),
                fast.startup(),
                fast.warmupMin(),
                fast.warmupMax(),
                fast.flapping(),
                fast.backoff(),
                fast.termination(),
                BEHIND);
    }

    @BeforeEach
    void serveV1() {
        api.post(Api.CORE + "services", Yaml.SERVICE.replace("app: web", "release: v1"));
        api.post(Api.APPS + "replicasets", "%s", World.set("v1", 2, "v1"));
        api.post(Api.APPS + "replicasets", "%s", World.set("v2", 2, "v2"));
        address = cluster.serviceAddress("default", "web");
        await().until(() -> cluster.store().list("replicasets", "default").stream()
                .allMatch(set -> set.at("/status/availableReplicas").asInt() == 2));
        await().until(() -> answer().endsWith("v1"));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /** What a new connection is answered; empty if it fails. */
    private String answer() {
        try (Socket socket = new Socket()) {
            socket.connect(address, 2000);
            socket.setSoTimeout(2000);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return text.strip();
        } catch (IOException e) {
            return "";
        }
    }

    private void cutOver() {
        api.patch(Api.CORE + "services/web", Api.MERGE, "{\"spec\": {\"selector\": {\"release\": \"v2\"}}}");
        await().until(() -> history.serving().equals(Set.of("v2")));
    }

    /** What the clients get until the proxy has followed. */
    private Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            String answer = answer();
            answers.add(answer.isEmpty() ? "failed" : answer.substring(answer.length() - 2));
            return answer.endsWith("v2");
        });
        return answers;
    }

    @Test
    void failsRequestsWhenTheOldReleaseIsDeletedWithoutADrain() {
        cutOver();
        api.delete(Api.APPS + "replicasets/v1");
        await().until(() -> cluster.store().list("pods", "default").stream().allMatch(TrafficTest::isOfV2));

        assertThat(answers()).contains("failed").contains("v2");
    }

    private static boolean isOfV2(ObjectNode pod) {
        return pod.at("/metadata/labels/release").asText().equals("v2");
    }

    @Test
    void failsNoneWhenTheOldReleaseStaysWhileTheProxyFollows() {
        cutOver();

        assertThat(answers()).doesNotContain("failed").contains("v2");
    }
}
