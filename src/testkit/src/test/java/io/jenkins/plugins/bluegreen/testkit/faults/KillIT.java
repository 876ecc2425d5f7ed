package io.jenkins.plugins.bluegreen.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import io.jenkins.plugins.bluegreen.testkit.process.Child;
import io.jenkins.plugins.bluegreen.testkit.process.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code kill -9} a random time after a random line of what a run tells, then the same request again, or another one. {@code -Dcluster.kills} says how often, 100
 * unless it is set; {@code -Dcluster.seed} chooses the moments.
 */
@EnabledIfSystemProperty(
        named = "cluster.long",
        matches = "true",
        disabledReason = "It takes minutes: run it with -Dcluster.long=true")
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class KillIT {
    private static final int CHAINS = 10;
    private static final int KILLS = Integer.getInteger("cluster.kills", 100);
    private static final long SEED = Long.getLong("cluster.seed", 1);
    private static final int LINES = 24;
    private static final int MOST_MILLIS = 100;
    private static final Map<String, Integer> STRUCK = new ConcurrentSkipListMap<>();

    static IntStream chains() {
        return IntStream.range(0, CHAINS);
    }

    @AfterAll
    static void tell() {
        System.out.printf("Killed, by the last thing that was told before: %s%n", STRUCK);
    }

    /** What the dead one had told last, without names and numbers. */
    private static String phase(List<String> told) {
        String last = told.get(told.size() - 1);
        return last.replaceFirst(":.*", "")
                .replaceAll("demo-[\\w-]+", "…")
                .replaceAll("\\{.*}|\\d+ of \\d+.*|\\[.*", "…")
                .replaceAll("\\d+", "n");
    }

    @ParameterizedTest
    @MethodSource("chains")
    void endsWellHoweverOftenItIsKilled(int chain, TestCluster cluster) {
        Mode mode = chain % 2 == 0 ? Mode.LABEL : Mode.SELECTOR;
        CutoverChoice how = chain % 4 < 2 ? CutoverChoice.ATOMIC : CutoverChoice.OVERLAP;
        Random random = new Random(SEED * 1000 + chain);
        try (World world = World.in(cluster)) {
            serveV1(world, mode);
            int kill = 0;
            for (int version = 2; kill < KILLS / CHAINS; version += 2) {
                world.restart();
                List<String> told = deployAndKill(world, mode, how, version, random);
                boolean ended = told.stream().anyMatch(line -> line.startsWith("outcome "));
                if (!ended) {
                    STRUCK.merge(phase(told), 1, Integer::sum);
                    kill++;
                }
                expireLeases(world);
                int next = kill % 2 == 0 ? version : version + 1;
                world.forget();

                var ending = world.run(Deployment.request(mode, how, "v" + next, 3));

                String story = "seed %d, chain %d, kill %d; v%d told %s; then v%d told %s"
                        .formatted(SEED, chain, kill, version, told, next, world.story());
                assertThat(ending.outcome())
                        .as(story)
                        .isInstanceOfAny(Outcome.Promoted.class, Outcome.AlreadyActive.class);
                assertPromises(world, how, ending.outcome(), story);
            }
        }
    }

    private static void assertPromises(World world, CutoverChoice how, Outcome outcome, String story) {
        String release = outcome instanceof Outcome.Promoted promoted
                ? promoted.release()
                : ((Outcome.AlreadyActive) outcome).release();
        assertThat(
                        how == CutoverChoice.OVERLAP
                                ? world.service().violationsOfOverlap(release, 3)
                                : world.service().violations(release, 3))
                .as(story)
                .isEmpty();
        assertThat(world.look().unfinished()).as(story).isEmpty();
        assertThat(world.look().serving(World.SERVICE)).as(story).isEqualTo(Map.of(release, 3));
        assertThat(world.look().releases()).as(story).hasSizeLessThanOrEqualTo(4);
    }

    private static List<String> deployAndKill(World world, Mode mode, CutoverChoice how, int version, Random random) {
        try (Child child = Child.start(
                Deployment.class,
                world.site().kubeconfig(),
                List.of("-Xmx96m"),
                world.namespace(),
                mode.name(),
                how.name(),
                "v" + version,
                "3")) {
            child.awaitLines(2 + random.nextInt(LINES));
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_MILLIS));
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> System.nanoTime() >= until);
            child.kill();
            return child.lines();
        }
    }

    /** As if the time of the dead one's Leases were over; that it is waited for is tested elsewhere. */
    private static void expireLeases(World world) {
        world.look().held().keySet().forEach(name -> world.client()
                .leases()
                .inNamespace(world.namespace())
                .withName(name)
                .delete());
    }

    private static void serveV1(World world, Mode mode) {
        if (mode == Mode.LABEL) {
            world.create("label/service.yaml");
            assertThat(world.outcome(RequestBuilder.label("v1"))).isInstanceOf(Outcome.Promoted.class);
        } else {
            world.create("selector/service.yaml");
            world.create("selector/deployment-v1.yaml");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(world.look().serving(World.SERVICE)).isEqualTo(Map.of("demo-dp-v1", 3)));
        }
    }
}
