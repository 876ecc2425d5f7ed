package io.jenkins.plugins.bluegreen.testkit;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Gate;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.kubernetes.KubernetesCluster;
import io.jenkins.plugins.bluegreen.manifest.Binding;
import io.jenkins.plugins.bluegreen.manifest.Manifest;
import io.jenkins.plugins.bluegreen.observer.measure.Expectations;
import io.jenkins.plugins.bluegreen.observer.measure.Judgement;
import io.jenkins.plugins.bluegreen.observer.measure.Measurement;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.observer.watch.Observer;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.controllers.Settings;
import io.jenkins.plugins.bluegreen.simulator.history.EndpointHistory;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An embedded cluster with the demonstration's Services, and runs against it. */
final class World implements AutoCloseable {
    static final String NAMESPACE = "default";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AtomicInteger RUNS = new AtomicInteger();

    final EmbeddedCluster cluster = EmbeddedCluster.start(Settings.fast());
    final KubernetesClient client;
    final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    final KubernetesCluster watched;
    final List<String> story = new ArrayList<>();
    final EndpointHistory history;
    final Observer observer;
    Request.Options options = Request.Options.defaults();

    World() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.url())
                .withAutoConfigure(false)
                .withRequestRetryBackoffLimit(0)
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
        observer = Observer.start(client, NAMESPACE, "demo-service");
        watched = new KubernetesCluster(client, NAMESPACE, pool);
        history = new EndpointHistory(cluster.store(), "demo-service");
    }

    static String demo(String file) {
        try {
            return Files.readString(Path.of("..", "demo", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void apply(String file) {
        client.load(new ByteArrayInputStream(demo(file).getBytes(StandardCharsets.UTF_8)))
                .inNamespace(NAMESPACE)
                .create();
    }

    Request label(String version, boolean gated) {
        var bound = Binding.label(Manifest.parse(demo("label/replicaset.yaml")), Optional.of(version), List.of());
        return request(new Request.Goal.Deploy(bound, gated), bound.baseName(), Mode.LABEL);
    }

    Request selector(String version) {
        var bound = Binding.selector(
                Manifest.parse(demo("selector/deployment-v2.yaml")), Optional.of(version), List.of(), "version");
        return request(new Request.Goal.Deploy(bound, false), bound.baseName(), Mode.SELECTOR);
    }

    Request request(Request.Goal goal, String workload, Mode mode) {
        return new Request(
                goal,
                NAMESPACE,
                List.of("demo-service"),
                workload,
                mode,
                options,
                new Request.Run("run-" + RUNS.incrementAndGet(), "a test"));
    }

    Run start(Request request, Gate gate) {
        return new Run(request, watched, gate, event -> story.add(event.sentence()), pool, Clock.systemUTC());
    }

    Run.Ending run(Request request) {
        return run(request, candidate -> CompletableFuture.completedFuture(Optional.empty()));
    }

    Run.Ending run(Request request, Gate gate) {
        var ending = start(request, gate).start().toCompletableFuture();
        try {
            return ending.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new AssertionError(
                    "The run did not end well: %s; the pods: %s"
                            .formatted(story, cluster.store().list("pods", NAMESPACE)),
                    e);
        }
    }

    Outcome outcome(Request request) {
        return run(request).outcome();
    }

    /** What is judged begins here. */
    void restart() {
        observer.catchUp(PATIENCE);
        observer.mark("restart");
        history.restart();
    }

    /** What the observer saw since {@link #restart}. */
    Observation seen(int floor) {
        observer.catchUp(PATIENCE);
        return Measurement.of(observer.history().since("restart"), Optional.empty(), floor);
    }

    /** Which promises of an atomic cutover to a release did not hold since {@link #restart}, by the observer. */
    List<String> violations(String release, int floor) {
        return Judgement.violations(seen(floor), Expectations.atomic(release).withSelector(selector()));
    }

    /** Owners of the Service's ready endpoints, as the store has them now. */
    Set<String> serving() {
        return history.serving();
    }

    Map<String, String> selector() {
        return Json.texts(cluster.store()
                .get("services", NAMESPACE, "demo-service")
                .orElseThrow()
                .path("spec")
                .path("selector"));
    }

    Set<String> releases(String resource) {
        Set<String> names = new TreeSet<>();
        cluster.store().list(resource, NAMESPACE).forEach(object -> names.add(Json.name(object)));
        return names;
    }

    @Override
    public void close() {
        observer.close();
        watched.close();
        client.close();
        cluster.close();
        pool.shutdownNow();
    }
}
