package io.jenkins.plugins.bluegreen.testkit.interruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Request.Goal;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Stops a deployment, a promotion and a rollback before every request that they make, then asks for the same again, or for something
 * else. Afterwards one release serves with all of its pods, nothing is left over, and there was never less than before.
 */
class InterruptionTest {
    private static final int AT_ONCE = 4;
    private static final int REPLICAS = 3;

    private enum Then {
        /** The same run goes on, as a build does after a restart of its controller. */
        RESUMED,
        /** Somebody asks for the same in a new run. */
        AGAIN,
        /** Somebody asks for another version. */
        ANOTHER
    }

    private enum What {
        DEPLOY,
        PROMOTE,
        ROLLBACK
    }

    private record Case(Mode mode, CutoverChoice how, What what, Then then, int at) {}

    @ParameterizedTest
    @CsvSource({
        "LABEL, ATOMIC, DEPLOY",
        "LABEL, ATOMIC, PROMOTE",
        "LABEL, ATOMIC, ROLLBACK",
        "LABEL, OVERLAP, DEPLOY",
        "LABEL, OVERLAP, ROLLBACK",
        "SELECTOR, ATOMIC, DEPLOY",
        "SELECTOR, ATOMIC, PROMOTE",
        "SELECTOR, ATOMIC, ROLLBACK",
        "SELECTOR, OVERLAP, DEPLOY",
        "SELECTOR, OVERLAP, ROLLBACK"
    })
    void isSurvivedAtEveryRequest(Mode mode, CutoverChoice how, What what) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<String> failures = new ArrayList<>();
            boolean more = true;
            for (int at = 1; more; at += AT_ONCE) {
                List<Callable<Boolean>> cases = new ArrayList<>();
                for (int i = at; i < at + AT_ONCE; i++) {
                    for (Then then : continuations(i + mode.ordinal() + how.ordinal() + what.ordinal())) {
                        Case stopped = new Case(mode, how, what, then, i);
                        cases.add(() -> survives(stopped, failures));
                    }
                }
                more = false;
                for (Future<Boolean> each : pool.invokeAll(cases)) {
                    more |= get(each);
                }
            }
            assertThat(failures).isEmpty();
        } finally {
            pool.shutdownNow();
        }
    }

    /** One of the three in turn; all of them with {@code -Dinterruption.all=true}. */
    private static List<Then> continuations(int turn) {
        List<Then> all = List.of(Then.values());
        return Boolean.getBoolean("interruption.all") ? all : List.of(all.get(turn % all.size()));
    }

    private static boolean get(Future<Boolean> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    /** Whether the run was long enough to be stopped there. */
    private static boolean survives(Case stopped, List<String> failures) {
        try (World world = World.in(new SimulatedCluster())) {
            serve(world, stopped);
            Request request = first(stopped).build(world.namespace());
            Optional<Call> call = Stopped.before(world, request, stopped.at());
            try {
                goOn(world, stopped, request);
            } catch (AssertionError | RuntimeException e) {
                synchronized (failures) {
                    failures.add("%s, before %s: %s".formatted(stopped, call, e.getMessage()));
                }
            }
            return call.isPresent();
        }
    }

    private static void serve(World world, Case stopped) {
        boolean label = stopped.mode() == Mode.LABEL;
        world.create(label ? "label/service.yaml" : "selector/service.yaml");
        if (label) {
            assertThat(world.outcome(RequestBuilder.label("v1"))).isInstanceOf(Outcome.Promoted.class);
        } else {
            world.create("selector/deployment-v1.yaml");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> world.look().serving(World.SERVICE).equals(Map.of("demo-dp-v1", REPLICAS)));
        }
        if (stopped.what() == What.ROLLBACK) {
            assertThat(world.outcome(RequestBuilder.deploy(stopped.mode(), "v2")))
                    .isInstanceOf(Outcome.Promoted.class);
        } else if (stopped.what() == What.PROMOTE) {
            assertThat(world.outcome(RequestBuilder.deploy(stopped.mode(), "v2").preparing()))
                    .isInstanceOf(Outcome.Prepared.class);
        }
        world.restart();
    }

    private static RequestBuilder first(Case stopped) {
        RequestBuilder request =
                switch (stopped.what()) {
                    case DEPLOY -> RequestBuilder.deploy(stopped.mode(), "v2");
                    case PROMOTE -> RequestBuilder.of(stopped.mode(), new Goal.Promote(candidate(stopped.mode())));
                    case ROLLBACK -> RequestBuilder.rollback(stopped.mode(), "v1");
                };
        return request.options(options -> options.cutover(stopped.how()).retire(Retire.SCALE_DOWN, Duration.ZERO));
    }

    private static String candidate(Mode mode) {
        return mode == Mode.LABEL ? "demo-rs-v002" : "demo-dp-v2";
    }

    private static void goOn(World world, Case stopped, Request request) {
        Request next =
                switch (stopped.then()) {
                    case RESUMED -> request;
                    case AGAIN ->
                        new Request(
                                request.goal(),
                                request.namespace(),
                                request.services(),
                                request.workload(),
                                request.mode(),
                                request.options(),
                                new Request.Run("run-" + UUID.randomUUID(), "a test"));
                    case ANOTHER ->
                        RequestBuilder.deploy(stopped.mode(), "v3")
                                .options(options -> options.cutover(stopped.how()))
                                .build(world.namespace());
                };
        if (stopped.then() != Then.RESUMED) {
            expireLeases(world);
        }
        Run run = world.begin(next, World.YES);
        Outcome outcome = world.await(run).outcome();
        String release = servesAfter(outcome);
        if (stopped.then() == Then.RESUMED && stopped.what() != What.ROLLBACK) {
            assertThat(outcome).as("%s", world.story()).isEqualTo(new Outcome.Promoted(candidate(stopped.mode())));
            assertThat(sizeOfTheFirst(world, stopped.mode()))
                    .as("what was to be done after the cutover: %s", world.story())
                    .isZero();
        }
        assertThat(release).as("%s after %s", outcome, world.story()).isNotEmpty();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(world.look().serving(World.SERVICE)).isEqualTo(Map.of(release, REPLICAS));
            assertThat(world.look().unfinished()).isEmpty();
            // Those of the stopped run stay until they expire, if the same run finds that nothing is left to do.
            assertThat(world.look().held().values())
                    .allMatch(holder -> stopped.then() == Then.RESUMED
                            && holder.equals(request.run().id()));
        });
        assertThat(world.look().releases()).as("%s", world.story()).hasSizeLessThanOrEqualTo(leftAtMost(stopped));
        assertThat(
                        stopped.how() == CutoverChoice.OVERLAP
                                ? world.service().violationsOfOverlap(release, REPLICAS)
                                : world.service().violations(release, REPLICAS))
                .as("%s", world.story())
                .isEmpty();
    }

    private static int sizeOfTheFirst(World world, Mode mode) {
        var apps = world.client().apps();
        return mode == Mode.LABEL
                ? apps.replicaSets()
                        .inNamespace(world.namespace())
                        .withName("demo-rs-v001")
                        .require()
                        .getSpec()
                        .getReplicas()
                : apps.deployments()
                        .inNamespace(world.namespace())
                        .withName("demo-dp-v1")
                        .require()
                        .getSpec()
                        .getReplicas();
    }

    /** The releases that served once; no candidate that nobody waits for. */
    private static int leftAtMost(Case stopped) {
        return 2 + (stopped.what() == What.ROLLBACK || stopped.then() == Then.ANOTHER ? 1 : 0);
    }

    private static String servesAfter(Outcome outcome) {
        if (outcome instanceof Outcome.Promoted promoted) {
            return promoted.release();
        }
        if (outcome instanceof Outcome.AlreadyActive active) {
            return active.release();
        }
        return outcome instanceof Outcome.RolledBack back ? back.release() : "";
    }

    /**
     * As if nobody had renewed them for their time: what waiting for that does is tested where time can be moved. A renewal that was under
     * way when the run was stopped may still come in between.
     */
    private static void expireLeases(World world) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreException(KubernetesClientException.class)
                .untilAsserted(() -> leases(world).list().getItems().forEach(lease -> leases(world)
                        .withName(lease.getMetadata().getName())
                        .edit(held -> {
                            held.getSpec().setHolderIdentity("");
                            return held;
                        })));
    }

    private static NonNamespaceOperation<Lease, LeaseList, Resource<Lease>> leases(World world) {
        return world.client().leases().inNamespace(world.namespace());
    }
}
