package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.manifest.Binding;
import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.Durations;
import io.jenkins.plugins.bluegreen.manifest.Manifest;
import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.measure.Expectations;
import io.jenkins.plugins.bluegreen.observer.measure.Judgement;
import io.jenkins.plugins.bluegreen.observer.measure.Measurement;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.observer.watch.Observer;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.controllers.Settings;
import io.jenkins.plugins.bluegreen.simulator.traffic.PodServers;
import io.jenkins.plugins.bluegreen.simulator.traffic.ServiceProxy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bluegreen demo}: both ways, on an embedded cluster, under a steady load of real requests. */
@Command(name = "demo", description = "Shows v1, v2 and back under live requests, on an embedded cluster.")
final class DemoCommand implements Callable<Integer> {
    private static final String NAMESPACE = "default";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    CommandSpec spec;

    @Option(names = "--fast", description = "With a short warm-up.")
    boolean fast;

    @Option(names = "--replicas", description = "Size of each release.", defaultValue = "3")
    int replicas;

    @Option(names = "--warmup", description = "The longest warm-up of a pod; the shortest is a fifth of it.")
    String warmup;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    private PrintWriter out;
    private int runs;

    @Override
    public Integer call() throws IOException {
        if (replicas < 1 || replicas > 50) {
            throw new IllegalArgumentException("--replicas is %d: give a number from 1 to 50.".formatted(replicas));
        }
        out = spec.commandLine().getOut();
        boolean label = play("Label mode: ReplicaSets that get the Service's label", true);
        boolean selector =
                play("Selector mode, the native way: Deployments behind a Service that names the version", false);
        out.println(label && selector ? "Every guarantee held." : "A guarantee did not hold: see above.");
        out.flush();
        return label && selector ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private Settings settings() {
        Duration longest = warmup != null
                ? Durations.parse("--warmup", warmup)
                : fast ? Duration.ofMillis(300) : Duration.ofSeconds(3);
        return Settings.fast().withWarmup(longest.dividedBy(5), longest);
    }

    private boolean play(String title, boolean label) throws IOException {
        out.printf("%n== %s%n", title);
        try (EmbeddedCluster cluster = EmbeddedCluster.start(settings());
                PodServers pods = new PodServers(cluster.store());
                ServiceProxy proxy = new ServiceProxy(cluster.store(), "demo-service", Duration.ofMillis(20));
                KubernetesClient client = client(cluster)) {
            Objects.requireNonNull(pods);
            Runner runner = new Runner(client, out, false);
            apply(client, label ? "label/service.yaml" : "selector/service.yaml");
            try (Observer observer = Observer.start(client, NAMESPACE, "demo-service")) {
                return play(runner, observer, proxy, label);
            }
        }
    }

    private boolean play(Runner runner, Observer observer, ServiceProxy proxy, boolean label) {
        Map<String, Integer> serving = measure(observer, "", 0).servingAtEnd();
        out.printf(
                "The Service exists and selects nothing: %d endpoints.%n",
                serving.values().stream().mapToInt(Integer::intValue).sum());
        String first = label ? "demo-rs-v001" : "demo-dp-v1";
        String second = label ? "demo-rs-v002" : "demo-dp-v2";
        boolean good = step(runner, deploy(label, "v1"), "Deploy v1");
        // The native Service selects v1 before there is one: its first pods serve as they come, whatever is done.
        good &= !label || held(observer, "", first, replicas);
        try (Load load = new Load(proxy.address())) {
            mark(observer, "v2");
            good &= step(runner, deploy(label, "v2"), "Deploy v2, under load");
            good &= held(observer, "v2", second, replicas);
            mark(observer, "back");
            good &= step(runner, rollback(label), "Roll back to v1, under load");
            good &= held(observer, "back", first, replicas);
            load.end();
            return judge(load) && good;
        }
    }

    private static void mark(Observer observer, String name) {
        observer.catchUp(PATIENCE);
        observer.mark(name);
    }

    private static Observation measure(Observer observer, String mark, int floor) {
        observer.catchUp(PATIENCE);
        History history = observer.history();
        return Measurement.of(mark.isEmpty() ? history : history.since(mark), Optional.empty(), floor);
    }

    /** By what the observer saw at the endpoints, not by the deployer's own report. */
    private boolean held(Observer observer, String mark, String release, int floor) {
        Observation seen = measure(observer, mark, floor);
        out.printf(
                "Seen from outside: both versions at once for %.3f ms, early endpoints %d, never fewer than %s ready, at the end %s%n",
                seen.mixedTotalMillis(), seen.earlyEndpoints(), seen.fewestReadyEndpoints(), seen.servingAtEnd());
        List<String> violations = Judgement.violations(seen, Expectations.atomic(release));
        violations.forEach(out::println);
        out.flush();
        return violations.isEmpty();
    }

    private boolean step(Runner runner, Request request, String title) {
        out.printf("%n-- %s%n", title);
        return ExitCodes.of(runner.run(request, candidate -> CompletableFuture.completedFuture(Optional.empty()))
                        .outcome())
                == ExitCodes.DONE;
    }

    /** By what the clients got. */
    private boolean judge(Load load) {
        out.printf("%nWhich version answered, 100 ms a character (* both, ! failed):%n  %s%n", load.timeline(100));
        out.printf("Requests by version: %s%n", load.counts());
        boolean served = load.counts().containsKey("v1") && load.counts().containsKey("v2");
        return load.failures() == 0 && served;
    }

    private Request deploy(boolean label, String version) {
        Manifest manifest = Manifest.parse(
                text(label ? "label/replicaset.yaml" : "selector/deployment-%s.yaml".formatted(version)));
        Bound bound = label
                ? Binding.label(manifest, Optional.of(version), List.of())
                : Binding.selector(manifest, Optional.of(version), List.of(), "version");
        return request(new Request.Goal.Deploy(bound, false), bound.baseName(), label);
    }

    private Request rollback(boolean label) {
        return request(
                new Request.Goal.Rollback(Optional.empty(), Optional.empty()), label ? "demo-rs" : "demo-dp", label);
    }

    private Request request(Request.Goal goal, String workload, boolean label) {
        Request.Options defaults = Request.Options.defaults();
        Request.Options options = new Request.Options(
                defaults.cutover(),
                defaults.versionLabel(),
                OptionalInt.of(replicas),
                defaults.readyTimeout(),
                defaults.stable(),
                defaults.unschedulableGrace(),
                defaults.verify(),
                defaults.settle(),
                defaults.drain(),
                defaults.retire(),
                defaults.history(),
                defaults.keepFailed(),
                defaults.previewService(),
                defaults.allowDarkTraffic(),
                defaults.concurrency());
        runs++;
        return new Request(
                goal,
                NAMESPACE,
                List.of("demo-service"),
                workload,
                label ? Mode.LABEL : Mode.SELECTOR,
                options,
                new Request.Run("demo-" + runs, "bluegreen demo"));
    }

    private static KubernetesClient client(EmbeddedCluster cluster) {
        Config config = new ConfigBuilder(Config.empty())
                .withAutoConfigure(false)
                .withMasterUrl(cluster.url())
                .withRequestRetryBackoffLimit(0)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static void apply(KubernetesClient client, String file) {
        client.load(new ByteArrayInputStream(text(file).getBytes(StandardCharsets.UTF_8)))
                .inNamespace(NAMESPACE)
                .create();
    }

    private static String text(String file) {
        try (InputStream in = DemoCommand.class.getResourceAsStream("/demo/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The demonstration's manifests are part of the command", e);
        }
    }
}
