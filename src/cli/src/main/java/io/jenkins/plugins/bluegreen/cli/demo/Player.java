package io.jenkins.plugins.bluegreen.cli.demo;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.jenkins.plugins.bluegreen.cli.options.OutputOptions;
import io.jenkins.plugins.bluegreen.cli.run.Engine;
import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.run.Runner;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.observer.watch.Observer;
import io.jenkins.plugins.bluegreen.settings.Requests;
import io.jenkins.plugins.bluegreen.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Plays one story: v1, a steady load, v2, and back to v1. */
final class Player {
    private static final long READY_SECONDS = 120;
    private static final int TIMELINE = 100;
    private static final int MORE_ANSWERS = 50;
    private static final long LONGEST_LINGER_SECONDS = 3;

    private final Tale tale;
    private final Ground ground;
    private final int replicas;
    private final Terminal terminal;
    private final PrintWriter out;
    private final BooleanSupplier interrupted;
    private int runs;

    Player(Tale tale, Ground ground, int replicas, Terminal terminal, BooleanSupplier interrupted) {
        this.tale = tale;
        this.ground = ground;
        this.replicas = replicas;
        this.terminal = terminal;
        this.out = terminal.out();
        this.interrupted = interrupted;
    }

    /** Plays it. Returns whether everything was kept. */
    boolean play() {
        ground.client().resource(tale.service()).inNamespace(ground.namespace()).create();
        try (Engine engine = new Engine();
                Observer observer = Observer.start(ground.client(), ground.namespace(), Tale.SERVICE)) {
            Judge judge = new Judge(observer, out, replicas);
            say("Service %s exists and matches nothing: %d ready endpoints."
                    .formatted(
                            Tale.SERVICE,
                            judge.serving().values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum()));
            return first(engine, judge) && !interrupted.getAsBoolean() && underLoad(engine, judge);
        }
    }

    private boolean first(Engine engine, Judge judge) {
        if (tale.byHand().isEmpty()) {
            return step(engine, "v1", "Deploy v1") && judge.held(tale.release("v1"));
        }
        tale.byHand().forEach(this::apply);
        String names = tale.byHand().stream().map(tale::release).collect(Collectors.joining(" and "));
        say("Applied by hand: %s; waiting until they are ready.".formatted(names));
        for (String version : tale.byHand()) {
            ground.client()
                    .apps()
                    .deployments()
                    .inNamespace(ground.namespace())
                    .withName(tale.release(version))
                    .waitUntilCondition(Player::ready, READY_SECONDS, TimeUnit.SECONDS);
        }
        Map<String, Integer> serving = judge.serving();
        say("Serving: " + serving);
        return serving.keySet().equals(java.util.Set.of(tale.release("v1")));
    }

    private static boolean ready(Deployment deployment) {
        return deployment != null
                && deployment.getStatus() != null
                && deployment.getStatus().getReadyReplicas() != null
                && deployment
                        .getStatus()
                        .getReadyReplicas()
                        .equals(deployment.getSpec().getReplicas());
    }

    private boolean underLoad(Engine engine, Judge judge) {
        try (Traffic traffic = ground.traffic()) {
            linger(traffic);
            judge.begin("v2");
            boolean good = step(engine, "v2", "Deploy v2, under load") && judge.held(tale.release("v2"));
            judge.begin("back");
            good = good
                    && !interrupted.getAsBoolean()
                    && step(engine, null, "Roll back to v1, under load")
                    && judge.held(tale.release("v1"));
            linger(traffic);
            traffic.end();
            return tell(traffic) && good;
        }
    }

    /** So that the timeline shows what served before and after. */
    private static void linger(Traffic traffic) {
        int enough = traffic.answers().all() + MORE_ANSWERS;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_LINGER_SECONDS);
        while (traffic.answers().all() < enough && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private boolean step(Engine engine, String version, String title) {
        say("");
        say(terminal.style().bold("-- " + title));
        Connection connection = Connection.of(ground.config(), ground.namespace());
        Settings settings = new Asked(version, replicas);
        Request.Run run = new Request.Run("demo-%d-%d".formatted(System.nanoTime(), ++runs), "bluegreen demo");
        Runner runner = new Runner(engine, terminal, new OutputOptions());
        Runner.Beginning beginning = version == null
                ? (deployer, listener) -> deployer.start(
                        connection,
                        List.of(Tale.SERVICE),
                        "version",
                        targets -> Requests.rollback(targets.find(Optional.empty()), "v1", null, settings, run),
                        listener)
                : (deployer, listener) -> deployer.start(
                        connection,
                        Requests.deploy(
                                settings, tale.manifest(version), ground.namespace(), Requests.Extent.DEPLOY, run),
                        candidate -> CompletableFuture.completedFuture(Optional.empty()),
                        listener);
        return ExitCodes.of(runner.run(title, Optional.empty(), beginning).outcome()) == ExitCodes.DONE;
    }

    /** What the clients got. */
    private boolean tell(Traffic traffic) {
        Answers answers = traffic.answers();
        Answers.Timeline timeline = answers.timeline(TIMELINE);
        say("");
        say("Which version answered, %d ms a character (* both, ! failed):".formatted(timeline.slotMillis()));
        say("  " + timeline.line());
        say("%s: %d, failed: %d, by version: %s"
                .formatted(traffic.units(), answers.all(), answers.failures(), answers.counts()));
        return answers.failures() == 0 && answers.counts().keySet().containsAll(List.of("v1", "v2"));
    }

    private void apply(String version) {
        InputStream manifest = new ByteArrayInputStream(tale.manifest(version).getBytes(StandardCharsets.UTF_8));
        Deployment deployment =
                ground.client().apps().deployments().load(manifest).item();
        deployment.getSpec().setReplicas(replicas);
        ground.client()
                .apps()
                .deployments()
                .inNamespace(ground.namespace())
                .resource(deployment)
                .create();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    /** The demonstration's settings. */
    private record Asked(String version, int size) implements Settings {
        @Override
        public String getService() {
            return Tale.SERVICE;
        }

        /** The native manifests name their versions themselves; the other one has an image without a tag. */
        @Override
        public String getVersion() {
            return version;
        }

        @Override
        public String getReplicas() {
            return String.valueOf(size);
        }
    }
}
