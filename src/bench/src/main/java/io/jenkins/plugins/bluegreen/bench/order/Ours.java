package io.jenkins.plugins.bluegreen.bench.order;

import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.deployer.Deployer;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.kubernetes.Clusters;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.settings.Requests;
import io.jenkins.plugins.bluegreen.settings.Settings;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** This product, as a user calls it: with all it proves, and no stable time. */
final class Ours implements Order {
    private static final String VERSION = "version";

    private final String name;
    private final Arena arena;
    private final boolean label;
    private final String cutover;
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "deployer");
        thread.setDaemon(true);
        return thread;
    });
    private final Clusters clusters = new Clusters(pool);
    private final Deployer deployer = new Deployer(clusters, pool, Clock.systemUTC());
    private Target target;

    Ours(String name, Arena arena, boolean label, String cutover) {
        this.name = name;
        this.arena = arena;
        this.label = label;
        this.cutover = cutover;
    }

    private record Given(String getVersion, String getCutover) implements Settings {
        @Override
        public String getService() {
            return Arena.SERVICE;
        }

        @Override
        public String getStable() {
            return "0s";
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String agent() {
        return "bluegreen";
    }

    @Override
    public void begin(String version) {
        if (label) {
            arena.service("label/service.yaml", Map.of("createBy", "demo-service"));
        } else {
            arena.service("selector/service.yaml", Map.of("app", "demo", VERSION, version));
        }
        deploy(version, "atomic");
    }

    @Override
    public void move(String version) {
        deploy(version, cutover);
    }

    private void deploy(String version, String how) {
        Request request = Requests.deploy(
                new Given(version, how), manifest(version), arena.site().namespace(), Requests.Extent.DEPLOY, who());
        target = Target.of(request);
        run(request);
    }

    private String manifest(String version) {
        Map<String, Object> manifest = arena.workload(label ? "label/replicaset.yaml" : "selector/deployment-v1.yaml");
        if (!label) {
            Manifests.at(manifest, "metadata").put("name", "demo-dp");
            Manifests.at(manifest, "spec", "selector", "matchLabels").put(VERSION, version);
            Manifests.at(manifest, "spec", "template", "metadata", "labels").put(VERSION, version);
            Manifests.at(manifest, "spec", "template", "spec", "containers", 0).put("image", "bebullish/demo");
        }
        return Manifests.text(manifest);
    }

    /** Back to the version before, which is still there and warm. */
    void rollBack() {
        run(Requests.rollback(target, null, null, new Given(null, cutover), who()));
    }

    private static Request.Run who() {
        return new Request.Run("bench-" + UUID.randomUUID(), "a benchmark");
    }

    private void run(Request request) {
        Connection connection = Connection.of(arena.config(), arena.site().namespace());
        Run.Ending ending = deployer.start(
                        connection,
                        request,
                        candidate -> CompletableFuture.completedFuture(Optional.empty()),
                        event -> {})
                .ending()
                .toCompletableFuture()
                .join();
        boolean done = ending.outcome() instanceof Outcome.Promoted
                || ending.outcome() instanceof Outcome.RolledBack back && back.asked();
        if (!done) {
            throw new IllegalStateException(name + " ended otherwise: " + ending.outcome());
        }
    }

    @Override
    public void close() {
        clusters.close();
        pool.shutdownNow();
    }
}
