package io.jenkins.plugins.bluegreen.testkit.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Decision;
import io.jenkins.plugins.bluegreen.decide.Next;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Step;
import io.jenkins.plugins.bluegreen.drive.Cluster;
import io.jenkins.plugins.bluegreen.drive.Decider;
import io.jenkins.plugins.bluegreen.drive.Gate;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.drive.RunEvent;
import io.jenkins.plugins.bluegreen.drive.Seams;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each promise has a test that catches whoever breaks it: the same test finds nothing where the right decision is made,
 * and something where a wrong one is. What depends on which cache is read first is tried a few times, and told.
 */
@Execution(ExecutionMode.CONCURRENT)
abstract class SabotageContract {
    private static final int REPLICAS = 6;
    private static final int TRIES = 8;

    private TestCluster cluster;

    @BeforeEach
    void open(TestCluster where) {
        cluster = where;
    }

    /** Whether the caches of this cluster let everybody see each time what this breaks. */
    abstract boolean shows(String promise);

    private static Run run(World world, Cluster cluster, Request request, Decider decider, Gate gate) {
        Run run = new Run(
                request,
                cluster,
                gate,
                event -> {},
                world.pool(),
                Clock.systemUTC(),
                Seams.real().withDecider(decider));
        run.start();
        return run;
    }

    private static Outcome outcome(World world, RequestBuilder request, Decider decider, Gate gate) {
        Run run = run(world, world.cluster(), request.build(world.namespace()), decider, gate);
        return world.await(run).outcome();
    }

    private World serving() {
        World world = World.in(cluster);
        world.create("label/service.yaml");
        assertThat(world.outcome(v("v1"))).isInstanceOf(Outcome.Promoted.class);
        world.restart();
        return world;
    }

    private static RequestBuilder v(String version) {
        return RequestBuilder.label(version).replicas(REPLICAS);
    }

    static Stream<Arguments> cutovers() {
        return Stream.of(
                Arguments.of("G1 labels before readiness", CutoverChoice.ATOMIC, Sabotage.labelsFromBirth()),
                Arguments.of("G1, G2 flip before availability", CutoverChoice.ATOMIC, Sabotage.availabilityUnproven()),
                Arguments.of("G2 hand back unproven", CutoverChoice.ATOMIC, Sabotage.handBackUnproven()),
                Arguments.of("G2 detach before attach", CutoverChoice.OVERLAP, Sabotage.detachBeforeAttach()),
                Arguments.of("G3 old pods forgotten", CutoverChoice.ATOMIC, Sabotage.oldPodsForgotten()),
                Arguments.of("G3 never handed back", CutoverChoice.ATOMIC, Sabotage.neverHandedBack()));
    }

    /** What {@code DeployContract} asserts of every deployment. */
    private List<String> broken(CutoverChoice how, Decider decider) {
        try (World world = serving()) {
            RequestBuilder request = v("v2").warmup(Duration.ofMillis(50), Duration.ofMillis(400))
                    .options(options -> options.cutover(how));
            Run run = run(world, world.cluster(), request.build(world.namespace()), decider, World.YES);
            run.ending()
                    .toCompletableFuture()
                    .completeOnTimeout(null, 15, TimeUnit.SECONDS)
                    .join();
            List<String> broken = new ArrayList<>(
                    how == CutoverChoice.OVERLAP
                            ? world.service().violationsOfOverlap("demo-rs-v002", REPLICAS)
                            : world.service().violations("demo-rs-v002", REPLICAS));
            broken.addAll(world.look().unfinished());
            return broken;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cutovers")
    void isCaughtByTheObserver(String promise, CutoverChoice how, Decider sabotaged) {
        assertThat(broken(how, Decision::next)).isEmpty();
        Optional<String> caught = caught(() -> broken(how, sabotaged));
        System.out.printf(
                "Sabotage on %s, %s: %s%n",
                cluster.name(), promise, caught.orElse("not seen in %d tries".formatted(TRIES)));
        assertThat(caught.isPresent() || !shows(promise)).as(promise).isTrue();
    }

    private static Optional<String> caught(Supplier<List<String>> test) {
        for (int nth = 1; nth <= TRIES; nth++) {
            List<String> broken = test.get();
            if (!broken.isEmpty()) {
                return Optional.of("seen at try %d: %s".formatted(nth, broken.get(0)));
            }
        }
        return Optional.empty();
    }

    @Test
    void catchesAFlipThatIsNotProven() {
        Function<Decider, List<String>> test = decider -> {
            try (World world = serving()) {
                List<String> broken = Collections.synchronizedList(new ArrayList<>());
                outcome(world, v("v2"), judging(decider, broken), World.YES);
                return broken;
            }
        };

        assertThat(test.apply(Decision::next)).isEmpty();
        assertThat(test.apply(Sabotage.flipUnproven())).isNotEmpty();
    }

    /** Says when a cutover is committed though not every slice shows its id. */
    private static Decider judging(Decider decider, List<String> broken) {
        return (request, observed, now) -> {
            Step step = decider.next(request, observed, now);
            if (step.next() instanceof Next.Act act) {
                act.actions().stream()
                        .filter(action -> action instanceof Action.Select select
                                && select.why() == Action.Step.COMMIT
                                && !select.service()
                                        .slices()
                                        .equals(observed.services()
                                                .get(select.service().name())
                                                .slices()))
                        .forEach(action -> broken.add("committed upon what no slice shows"));
            }
            return step;
        };
    }

    @Test
    void catchesLabelsThatAreTakenBySelector() {
        Function<Function<World, Decider>, Map<String, String>> labels = decider -> {
            try (World world = serving()) {
                world.create(Manifests.parse("""
                        apiVersion: v1
                        kind: Pod
                        metadata: {name: stranger, labels: {createBy: demo-service}}
                        spec: {containers: [{name: stranger, image: docker.io/bebullish/stranger:1}]}
                        """));
                RequestBuilder request = v("v2").options(options -> options.cutover(CutoverChoice.OVERLAP));
                assertThat(outcome(world, request, decider.apply(world), World.YES))
                        .isInstanceOf(Outcome.Promoted.class);
                return world.client()
                        .pods()
                        .inNamespace(world.namespace())
                        .withName("stranger")
                        .require()
                        .getMetadata()
                        .getLabels();
            }
        };

        assertThat(labels.apply(world -> Decision::next)).containsEntry("createBy", "demo-service");
        assertThat(labels.apply(world -> Sabotage.detachBySelector(() -> labelled(world))))
                .doesNotContainKey("createBy");
    }

    private static List<Pod> labelled(World world) {
        return world.look().pods().stream()
                .filter(pod -> pod.getMetadata().getLabels().containsKey("createBy"))
                .filter(pod -> !pod.getMetadata().getName().startsWith("demo-rs-v002"))
                .map(pod -> new Pod(
                        pod.getMetadata().getName(),
                        pod.getMetadata().getUid(),
                        pod.getMetadata().getLabels(),
                        true,
                        false,
                        false,
                        false,
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()))
                .toList();
    }

    @Test
    void catchesAGateThatIsNotHeard() {
        Function<Decider, List<String>> test = decider -> {
            try (World world = serving()) {
                outcome(
                        world,
                        v("v2").gated(),
                        decider,
                        candidate -> CompletableFuture.completedFuture(Optional.of("the smoke test failed")));
                return world.service().violations("demo-rs-v001", REPLICAS);
            }
        };

        assertThat(test.apply(Decision::next)).isEmpty();
        assertThat(test.apply(Sabotage.gateUnheard())).isNotEmpty();
    }

    @Test
    void catchesARunThatDoesNotRestore() {
        Function<Decider, List<String>> test = decider -> {
            try (World world = serving()) {
                AtomicReference<Run> running = new AtomicReference<>();
                Run run = new Run(
                        v("v2").build(world.namespace()),
                        world.cluster(),
                        World.YES,
                        event -> endAtFlip(event, running),
                        world.pool(),
                        Clock.systemUTC(),
                        Seams.real().withDecider(decider));
                running.set(run);
                run.start();
                assertThat(world.await(run).outcome())
                        .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.state())
                                .isEqualTo(Outcome.Failed.State.RESTORED));
                List<String> broken = new ArrayList<>(world.look().unfinished());
                broken.addAll(world.service().violations("demo-rs-v001", REPLICAS));
                return broken;
            }
        };

        assertThat(test.apply(Decision::next)).isEmpty();
        assertThat(test.apply(Sabotage.neverRestored())).isNotEmpty();
    }

    private static void endAtFlip(RunEvent event, AtomicReference<Run> running) {
        if (event instanceof RunEvent.Did did
                && did.action() instanceof Action.Select select
                && select.why() == Action.Step.FLIP) {
            running.get().cancel("it was ended");
        }
    }

    @Test
    void catchesALockThatIsNotLookedAt() {
        Function<Function<Cluster, Cluster>, Long> refused = clusters -> {
            try (World world = serving()) {
                Cluster cluster = clusters.apply(world.cluster());
                RequestBuilder slow = v("v2").options(options -> options.verify(Duration.ofSeconds(8)));
                Run first = run(world, cluster, slow.build(world.namespace()), Decision::next, World.YES);
                RequestBuilder other = v("v3").options(options -> options.verify(Duration.ofSeconds(8)));
                Run second = run(world, cluster, other.build(world.namespace()), Decision::next, World.YES);
                return Stream.of(first, second)
                        .filter(SabotageContract::refuses)
                        .count();
            }
        };

        assertThat(refused.apply(cluster -> cluster)).isEqualTo(1);
        assertThat(refused.apply(NoLocks::new)).isZero();
    }

    /** A run that is not refused looks after what it has promoted for a while. */
    private static boolean refuses(Run run) {
        Run.Ending ending = run.ending()
                .toCompletableFuture()
                .copy()
                .completeOnTimeout(null, 15, TimeUnit.SECONDS)
                .join();
        return ending != null && ending.outcome() instanceof Outcome.Refused;
    }

    @Test
    void catchesARunThatIsNotIdempotent() {
        Function<Decider, Boolean> unchanged = decider -> {
            try (World world = serving()) {
                String before = world.look().versions();
                outcome(world, v("v1"), decider, World.YES);
                return world.look().versions().equals(before);
            }
        };

        assertThat(unchanged.apply(Decision::next)).isTrue();
        assertThat(unchanged.apply(Sabotage.notIdempotent())).isFalse();
    }

    @Test
    void catchesABindingOfWhatWasNotNamed() {
        Function<Decider, Map<String, String>> images = decider -> {
            try (World world = serving()) {
                outcome(world, withSidecar(v("v2")), decider, World.YES);
                Map<String, String> found = new LinkedHashMap<>();
                world.look().pods().stream()
                        .filter(pod -> pod.getMetadata().getName().startsWith("demo-rs-v002"))
                        .flatMap(pod -> pod.getSpec().getContainers().stream())
                        .forEach(container -> found.put(container.getName(), container.getImage()));
                return found;
            }
        };
        Map<String, String> asked =
                Map.of("demo", "docker.io/bebullish/demo:v2", "sidecar", "docker.io/bebullish/proxy:1.0");

        assertThat(images.apply(Decision::next)).isEqualTo(asked);
        assertThat(images.apply(Sabotage.everyImageReplaced())).isNotEqualTo(asked);
    }

    private static RequestBuilder withSidecar(RequestBuilder request) {
        return request.manifest(manifest -> {
            List<Object> containers = new ArrayList<>(
                    (List<?>) Manifests.at(manifest, "spec", "template", "spec").get("containers"));
            containers.add(Map.of("name", "sidecar", "image", "docker.io/bebullish/proxy:1.0"));
            Manifests.at(manifest, "spec", "template", "spec").put("containers", containers);
        });
    }
}
