package io.jenkins.plugins.bluegreen.testkit;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Gate;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.kubernetes.KubernetesCluster;
import io.jenkins.plugins.bluegreen.testkit.cluster.Site;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.fault.Faults;
import io.jenkins.plugins.bluegreen.testkit.fault.FaultyClients;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A namespace with Services under observation, and runs of the deployer against it. The deployer has a client of its
 * own, whose requests are logged and can be struck by faults; what the test does itself goes by another one.
 */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "A test may use everything that its world has.")
public final class World implements AutoCloseable {
    /** The demonstration's Service. */
    public static final String SERVICE = "demo-service";

    /** A gate that says yes. */
    public static final Gate YES = candidate -> CompletableFuture.completedFuture(Optional.empty());

    /** Learnt once for the clients of all worlds. */
    private static final KubernetesSerialization TYPES = new KubernetesSerialization();

    private final Site site;
    private final KubernetesClient client;
    private final Faults faults = new Faults();
    private KubernetesClient deployers;
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2, World::daemon);
    private final List<String> story = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final Look look;
    private final Duration patience;
    private KubernetesCluster cluster;

    private World(TestCluster where) {
        patience = Duration.ofSeconds(where.real() ? 180 : 90);
        site = where.open();
        client = new KubernetesClientBuilder()
                .withConfig(site.config())
                .withKubernetesSerialization(TYPES)
                .build();
        deployers = deployers(site.config());
        look = new Look(client, site.namespace());
    }

    private KubernetesClient deployers(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(TYPES)
                .withHttpClientFactory(new FaultyClients(faults))
                .build();
    }

    /** From now on the deployer is somebody else to the cluster. */
    public synchronized void runAs(Config config) {
        forget();
        deployers.close();
        deployers = deployers(config);
    }

    /**
     * A namespace in which nothing is yet.
     *
     * @param cluster where
     * @return to be closed
     */
    public static World in(TestCluster cluster) {
        return new World(cluster);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "world");
        thread.setDaemon(true);
        return thread;
    }

    /** Its namespace. */
    public String namespace() {
        return site.namespace();
    }

    /** Its place. */
    public Site site() {
        return site;
    }

    /** The test's own client. */
    public KubernetesClient client() {
        return client;
    }

    /** What befalls the requests of the deployer. */
    public Faults faults() {
        return faults;
    }

    /** What the API server says now. */
    public Look look() {
        return look;
    }

    /** What the runs told, in order. */
    public List<String> story() {
        return List.copyOf(story);
    }

    /** Threads for runs. */
    public ScheduledExecutorService pool() {
        return pool;
    }

    /** The client of the deployer. */
    public synchronized KubernetesClient deployersClient() {
        return deployers;
    }

    /** What the deployer watches; begun with the first use. */
    public synchronized KubernetesCluster cluster() {
        if (cluster == null) {
            cluster = new KubernetesCluster(deployers, namespace(), pool);
        }
        return cluster;
    }

    /** Watches end, as with the process: the next run begins with lists. */
    public synchronized void forget() {
        if (cluster != null) {
            cluster.close();
            cluster = null;
        }
    }

    /** Creates what a manifest says. */
    public void create(Map<String, Object> manifest) {
        client.resource(Manifests.text(manifest)).inNamespace(namespace()).create();
    }

    /**
     * Creates what a manifest of the demonstration says; a Service is observed from then on.
     *
     * @param file below {@code src/demo}
     */
    public void create(String file) {
        Map<String, Object> manifest = Manifests.demo(file);
        create(manifest);
        if ("Service".equals(manifest.get("kind"))) {
            observe((String) Manifests.at(manifest, "metadata").get("name"));
        }
    }

    /** Observes a Service from now on. */
    public Watched observe(String service) {
        return watched.computeIfAbsent(service, name -> new Watched(client, look, name));
    }

    /** What is judged begins here. */
    public void restart() {
        watched.values().forEach(Watched::restart);
        faults.forget();
        story.clear();
    }

    /** The demonstration's Service as it was seen. */
    public Watched service() {
        return observe(SERVICE);
    }

    /** Begins a run. */
    public Run begin(Request request, Gate gate) {
        Run run = new Run(request, cluster(), gate, event -> story.add(event.sentence()), pool, Clock.systemUTC());
        run.start();
        return run;
    }

    /** Begins a run. */
    public Run begin(RequestBuilder request) {
        return begin(request.build(namespace()), YES);
    }

    /** Runs to the end. */
    public Run.Ending run(RequestBuilder request) {
        return run(request, YES);
    }

    /** Runs to the end. */
    public Run.Ending run(RequestBuilder request, Gate gate) {
        return await(begin(request.build(namespace()), gate));
    }

    /** Runs to the end. */
    public Outcome outcome(RequestBuilder request) {
        return run(request).outcome();
    }

    /** Waits for the end of a run. */
    public Run.Ending await(Run run) {
        try {
            return run.ending()
                    .toCompletableFuture()
                    .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new AssertionError("A run did not end well: " + story(), e);
        }
    }

    @Override
    public void close() {
        watched.values().forEach(Watched::close);
        forget();
        deployers.close();
        client.close();
        site.close();
        pool.shutdownNow();
    }
}
