package io.jenkins.plugins.bluegreen.observer.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.history.Kind;
import io.jenkins.plugins.bluegreen.observer.measure.Expectations;
import io.jenkins.plugins.bluegreen.observer.measure.Judgement;
import io.jenkins.plugins.bluegreen.observer.measure.Measurement;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Known writes to an embedded cluster, and what the observer makes of them. */
@Execution(ExecutionMode.CONCURRENT)
class ObserverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EmbeddedCluster cluster =
            EmbeddedCluster.start(Settings.fast().withWarmup(Duration.ofMillis(20), Duration.ofMillis(600)));
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
            .build();
    private Observer observer;

    @BeforeEach
    void serveV1() {
        create("""
                apiVersion: v1
                kind: Service
                metadata: {name: demo}
                spec: {selector: {release: v1}, ports: [{port: 80, targetPort: 8080}]}
                """);
        release("v1", 3);
        await().until(() -> serving().equals(Map.of("v1", 3)));
        observer = Observer.start(client, "default", "demo");
    }

    @AfterEach
    void close() {
        observer.close();
        client.close();
        cluster.close();
    }

    private void create(String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .inNamespace("default")
                .create();
    }

    private void release(String name, int replicas) {
        create("""
                apiVersion: apps/v1
                kind: ReplicaSet
                metadata: {name: %1$s}
                spec:
                  replicas: %2$d
                  selector: {matchLabels: {release: %1$s}}
                  template:
                    metadata: {labels: {app: demo, release: %1$s}}
                    spec: {containers: [{name: demo, image: "demo:%1$s"}]}
                """.formatted(name, replicas));
    }

    private void select(String key, String value) {
        cluster.store().update("services", "default", "demo", service -> {
            service.withObjectProperty("spec").putObject("selector").put(key, value);
            return service;
        });
    }

    private boolean available(String name) {
        return cluster.store()
                        .get("replicasets", "default", name)
                        .orElseThrow()
                        .path("status")
                        .path("availableReplicas")
                        .asInt()
                == 3;
    }

    /** Ready endpoints by the begin of their pods' names, as the store has them. */
    private Map<String, Integer> serving() {
        Map<String, Integer> counts = new TreeMap<>();
        for (ObjectNode slice : cluster.store().list("endpointslices", "default")) {
            for (JsonNode endpoint : slice.path("endpoints")) {
                if (endpoint.path("conditions").path("ready").asBoolean()) {
                    String pod = endpoint.path("targetRef").path("name").asText();
                    counts.merge(pod.substring(0, pod.indexOf('-')), 1, Integer::sum);
                }
            }
        }
        return counts;
    }

    private History history() {
        observer.catchUp(PATIENCE);
        return observer.history();
    }

    @Test
    void seesACutoverByOneWriteOfTheSelector() {
        release("v2", 3);
        await().until(() -> available("v2"));
        select("release", "v2");
        await().until(() -> serving().equals(Map.of("v2", 3)));

        Observation seen = Measurement.of(history(), Optional.empty(), 3);

        assertThat(Judgement.violations(seen, Expectations.atomic("v2").withSelector(Map.of("release", "v2"))))
                .isEmpty();
        assertThat(seen.candidate()).isEqualTo("v2");
        assertThat(seen.states()).isEqualTo(2);
        assertThat(seen.fewestReadyEndpoints()).isEqualTo(3);
        assertThat(seen.release("v1").allReadyAtMillis()).isZero();
        assertThat(seen.release("v2").firstSeenAtMillis()).isPositive();
        assertThat(seen.release("v2").firstEndpointAtMillis())
                .isGreaterThan(seen.release("v2").allReadyAtMillis());
        assertThat(seen.cutoverMillis()).isPositive();
        assertThat(seen.lag().roundTripMillis()).isPositive();
        assertThat(seen.blind()).isEmpty();
    }

    /** As the red/black order has it: a pod has traffic as soon as it is ready. */
    @Test
    void seesAndMeasuresAMixedWindow() {
        List<Long> mixed = new CopyOnWriteArrayList<>();
        cluster.store().subscribe(event -> {
            boolean both = serving().size() == 2;
            if (event.resource().equals("endpointslices") && both == (mixed.size() % 2 == 0)) {
                mixed.add(System.nanoTime());
            }
        });
        select("app", "demo");
        release("v2", 3);
        await().until(() -> serving().equals(Map.of("v1", 3, "v2", 3)));
        select("release", "v2");
        await().until(() -> serving().equals(Map.of("v2", 3)));

        Observation seen = Measurement.of(history(), Optional.empty(), 3);

        assertThat(mixed).hasSize(2);
        double millis = (mixed.get(1) - mixed.get(0)) / 1e6;
        // Each end is as exact as the observer kept up, and on a busy machine the test's own thread is late as well.
        double lag = seen.lag().atMostMillis() == null ? 0 : seen.lag().atMostMillis();
        double tolerance = 50.0 + 2 * lag;
        assertThat(seen.mixedWindows()).isEqualTo(1);
        assertThat(seen.mixedTotalMillis()).isCloseTo(millis, within(tolerance));
        assertThat(seen.earlyEndpoints()).isBetween(1, 2);
        assertThat(Judgement.violations(seen, Expectations.atomic("v2")))
                .anySatisfy(sentence -> assertThat(sentence).contains("several releases stood in the Service at once"))
                .anySatisfy(sentence -> assertThat(sentence).contains("had traffic before all of it was available"));
    }

    @Test
    void seesThatNothingServedForAWhile() {
        select("release", "nobody");
        await().until(() -> serving().isEmpty());
        select("release", "v1");
        await().until(() -> serving().equals(Map.of("v1", 3)));

        Observation seen = Measurement.of(history(), Optional.of("v1"), 3);

        assertThat(seen.fewestReadyEndpoints()).isZero();
        assertThat(seen.zeroMillis()).isPositive();
        assertThat(seen.selectors()).hasSize(3);
    }

    @Test
    void resolvesADeploymentsPods() {
        create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: demo-dp}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: dp}}
                  template:
                    metadata: {labels: {app: dp}}
                    spec: {containers: [{name: demo, image: "demo:v1"}]}
                """);
        select("app", "dp");
        await().until(() -> serving().equals(Map.of("demo", 2)));

        Observation seen = Measurement.of(history(), Optional.empty(), 0);

        assertThat(seen.servingAtEnd()).isEqualTo(Map.of("demo-dp", 2));
        assertThat(seen.release("demo-dp").kind()).isEqualTo("Deployment");
    }

    @Test
    void takesUpABrokenWatchWhereItEndedAndLosesNothing() {
        release("v2", 3);
        await().until(() -> available("v2"));
        observer.catchUp(PATIENCE);
        observer.mark("break");
        synchronized (cluster.store()) {
            cluster.dropWatches();
            select("release", "v2");
        }
        await().until(() -> serving().equals(Map.of("v2", 3)));

        Observation seen = Measurement.of(history().since("break"), Optional.empty(), 3);

        assertThat(seen.states()).isEqualTo(2);
        assertThat(seen.blind())
                .extracting(Observation.BlindTime::kind)
                .contains("Service", "EndpointSlices", "pods", "ReplicaSets");
        assertThat(seen.blind()).noneMatch(Observation.BlindTime::lost);
        assertThat(Judgement.violations(seen, Expectations.atomic("v2"))).isEmpty();
    }

    @Test
    void listsAgainWhenTheApiServerHasForgottenAndSaysWhatIsLost() {
        observer.catchUp(PATIENCE);
        observer.mark("break");
        String slice = cluster.store()
                .list("endpointslices", "default")
                .get(0)
                .path("metadata")
                .path("name")
                .asText();
        synchronized (cluster.store()) {
            cluster.dropWatches();
            JsonNode endpoints = cluster.store()
                    .get("endpointslices", "default", slice)
                    .orElseThrow()
                    .path("endpoints");
            cluster.store().update("endpointslices", "default", slice, now -> {
                now.putArray("endpoints");
                return now;
            });
            cluster.store().update("endpointslices", "default", slice, now -> now.set("endpoints", endpoints));
            cluster.store().compact();
        }
        await().until(() -> observer.history().blinds().stream()
                        .filter(blind -> blind.lost())
                        .count()
                >= 4);

        Observation seen = Measurement.of(history().since("break"), Optional.empty(), 3);

        assertThat(seen.fewestReadyEndpoints()).as("it came and went unseen").isEqualTo(3);
        assertThat(Judgement.violations(seen, Expectations.atomic("v1"))).anySatisfy(sentence -> assertThat(sentence)
                .contains("Nothing is known of the Service's EndpointSlices")
                .contains("Whether anything held then cannot be said."));
    }

    @Test
    void countsATimeWithoutSightThatHasNotEndedAsLost() {
        cluster.close();

        await().until(() -> observer.history().blinds().size() == Kind.values().length);
        assertThat(observer.history().blinds()).allMatch(blind -> blind.lost());
        assertThatThrownBy(() -> observer.catchUp(Duration.ofSeconds(2)))
                .isInstanceOf(ObserverException.class)
                .hasMessageStartingWith("To observe, it was asked to list the Service once more, and that failed");
    }

    @Test
    void keepsWhatItSawWhenItIsClosed() {
        observer.close();
        History before = observer.history();
        select("release", "nobody");
        await().until(() -> serving().isEmpty());

        assertThat(observer.history()).isEqualTo(before);
        assertThat(Measurement.of(before, Optional.empty(), 3).servingAtEnd()).isEqualTo(Map.of("v1", 3));
    }

    @Test
    void saysThatTheClusterCannotBeReached() {
        Config nowhere = new ConfigBuilder(Config.empty())
                .withAutoConfigure(false)
                .withMasterUrl("http://127.0.0.1:1")
                .build();

        assertThatThrownBy(() -> Observer.start(
                        nowhere,
                        "default",
                        "demo",
                        io.jenkins.plugins.bluegreen.observer.watch.Settings.defaults(),
                        Listener.NONE))
                .isInstanceOf(ObserverException.class)
                .hasMessageStartingWith(
                        "To observe, it was asked to list and watch the Service of namespace default at http://127.0.0.1:1, and that failed:");
    }
}
