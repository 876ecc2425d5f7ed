package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.bluegreen.simulator.faults.ApiRequest;
import io.jenkins.plugins.bluegreen.simulator.faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that are broken on purpose. */
class FaultTest {
    private static final String MAPS = Api.CORE + "configmaps";
    private static final Predicate<ApiRequest> WRITES = ApiRequest::writes;

    private final EmbeddedCluster cluster = EmbeddedCluster.start();
    private final Api api = Api.of(cluster);

    @AfterEach
    void close() {
        cluster.close();
    }

    private int post(String name) throws IOException {
        return api.send(api.request(MAPS + "?timeout=1s")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                Api.yaml(Yaml.CONFIG, name, "x").toString()))
                        .build())
                .code();
    }

    private boolean there(String name) {
        return api.get(MAPS + "/" + name).code() == 200;
    }

    @Test
    void answersTheNthRequestOfAKindWithAnError() throws IOException {
        var fault = cluster.faults()
                .nth(2, WRITES.and(request -> request.userAgent().startsWith("tester")), Fault.answer(503));

        assertThat(List.of(post("one"), post("two"), post("three"))).containsExactly(201, 503, 201);

        assertThat(there("two")).isFalse();
        assertThat(fault.hits()).isEqualTo(1);
    }

    @Test
    void asksForPatience() throws Exception {
        cluster.faults().next(1, WRITES, Fault.tooManyRequests(3));

        var answer = api.post(MAPS, Yaml.CONFIG, "one", "x");

        assertThat(answer.code()).isEqualTo(429);
        assertThat(answer.text("/reason")).isEqualTo("TooManyRequests");
        assertThat(answer.text("/details/retryAfterSeconds")).isEqualTo("3");
    }

    @Test
    void timesOutBeforeOrAfterItHasActed() throws IOException {
        cluster.faults().nth(1, WRITES, Fault.timeoutBefore(Duration.ofMinutes(1)));
        cluster.faults().nth(2, WRITES, Fault.timeoutAfter(Duration.ofMillis(100)));

        assertThat(post("one")).isEqualTo(504);
        assertThat(post("two")).isEqualTo(504);

        assertThat(there("one")).isFalse();
        assertThat(there("two")).isTrue();
    }

    @Test
    void dropsConnectionsBeforeOrAfterItHasActed() {
        cluster.faults().nth(1, WRITES, Fault.dropBefore());
        cluster.faults().nth(2, WRITES, Fault.dropAfter());

        assertThatThrownBy(() -> post("one")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> post("two")).isInstanceOf(IOException.class);

        assertThat(there("one")).isFalse();
        assertThat(there("two")).isTrue();
    }

    @Test
    void closesAndExpiresWatches() throws IOException {
        String watch = MAPS + "?watch=true&resourceVersion=" + cluster.store().version();
        cluster.faults().nth(1, ApiRequest::watches, new Fault.WatchExpired(Duration.ofMillis(50)));
        List<JsonNode> events = api.watch(watch).toList();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).at("/object/code").asInt()).isEqualTo(410);

        cluster.faults().clear();
        cluster.faults().nth(1, ApiRequest::watches, new Fault.WatchClosed(Duration.ofMillis(50)));
        assertThatThrownBy(() -> api.watch(watch).toList()).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void keepsALogOfRequests() throws IOException {
        cluster.requests().clear();
        post("one");
        there("one");
        there("two");

        assertThat(cluster.requests().entries())
                .extracting(
                        entry -> entry.request().verb() + " " + entry.request().name() + " " + entry.code())
                .containsExactly("create  201", "get one 200", "get two 404");
        assertThat(cluster.requests().count(request -> request.user().equals("admin")))
                .isEqualTo(3);
    }

    @Test
    void comesBackOnTheSamePortWithTheSameObjects() throws IOException {
        post("one");
        String url = cluster.url();

        cluster.stopApiServer();
        assertThatThrownBy(() -> post("two")).isInstanceOf(IOException.class);
        cluster.startApiServer();

        assertThat(cluster.url()).isEqualTo(url);
        assertThat(there("one")).isTrue();
    }
}
