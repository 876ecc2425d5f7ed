package io.jenkins.plugins.bluegreen.testkit.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The atomic cutover on the real controllers: never early, no leak, no endpoint lost or gained by the hand back; up to 100
 * pods never below the floor and never mixed, above that measured and told. {@code -Dcluster.cutovers} says how often at 50
 * pods; 20 unless it is set.
 */
@OnControlPlane
class CutoverIT {
    private static final int OFTEN = Integer.getInteger("cluster.cutovers", 20);
    private static final int ONE_SLICE = 100;

    @ParameterizedTest(name = "{0} pods, {1} times, warm-up until {2} ms, busy API server: {3}")
    @CsvSource({
        "3, 4, 0, false",
        "3, 2, 2000, true",
        "50, 0, 0, false",
        "50, 2, 3000, false",
        "50, 3, 0, true",
        "120, 2, 0, false",
        "120, 1, 2000, true",
        "250, 2, 0, false",
        "500, 2, 0, false",
        "500, 1, 3000, true"
    })
    void holdsEveryClaim(int pods, int times, int warmup, boolean busy, TestCluster cluster) {
        assumeTrue(pods * 3 <= cluster.capacity(), "the cluster has no room for that");
        List<Observation> seen = new ArrayList<>();
        try (World world = World.in(cluster);
                Crowd crowd = busy ? Crowd.at(world) : Crowd.nobody()) {
            world.create("label/service.yaml");
            promote(world, request("v1", pods, 0), "demo-rs-v001");
            int rounds = times == 0 ? OFTEN : times;
            for (int round = 0; round < rounds; round++) {
                seen.add(
                        round % 2 == 0
                                ? deployed(world, pods, warmup, round / 2 + 2)
                                : rolledBack(world, pods, round / 2 + 1));
            }
            tell(pods, warmup, crowd, seen);
        }
    }

    private static RequestBuilder request(String version, int pods, int warmup) {
        return RequestBuilder.label(version)
                .replicas(pods)
                .warmup(Duration.ofMillis(warmup / 2), Duration.ofMillis(warmup))
                .options(options -> options.history(0).cutover(CutoverChoice.ATOMIC));
    }

    private static Run.Ending promote(World world, RequestBuilder request, String release) {
        world.restart();
        var ending = world.run(request);
        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release));
        return ending;
    }

    private static Observation deployed(World world, int pods, int warmup, int number) {
        String release = "demo-rs-v%03d".formatted(number);
        var ending = promote(world, request("v" + number, pods, warmup), release);
        return judged(world, release, pods, ending);
    }

    /** Back to the first release, which the deployment before has left; the next one goes on from there. */
    private static Observation rolledBack(World world, int pods, int number) {
        String release = "demo-rs-v%03d".formatted(number == 1 ? 1 : number);
        world.restart();
        var ending = world.run(RequestBuilder.rollback(Mode.LABEL)
                .options(options -> options.history(0).cutover(CutoverChoice.ATOMIC)));
        assertThat(ending.outcome())
                .as("%s", world.story())
                .isInstanceOfSatisfying(Outcome.RolledBack.class, back -> assertThat(back.asked())
                        .isTrue());
        release = ((Outcome.RolledBack) ending.outcome()).release();
        return judged(world, release, pods, ending);
    }

    private static Observation judged(World world, String release, int pods, Run.Ending ending) {
        Observation seen = world.service().seen(pods);
        Observation handedBack = world.service().sinceTheLastSelector(pods);
        assertThat(handedBack.states())
                .as("states of the endpoints since the hand back")
                .isEqualTo(1);
        assertThat(seen.earlyEndpoints()).isZero();
        if (pods <= ONE_SLICE) {
            assertThat(world.service().violations(release, pods))
                    .as("%s", world.story())
                    .isEmpty();
            assertThat(world.service().disagreements(ending.report())).isEmpty();
        } else {
            assertThat(seen.leaks()).isEmpty();
            assertThat(seen.zeroMillis()).isZero();
        }
        assertThat(world.look().serving(World.SERVICE)).isEqualTo(Map.of(release, pods));
        assertThat(world.look().selector(World.SERVICE)).isEqualTo(Map.of("createBy", World.SERVICE));
        assertThat(world.look().unfinished()).isEmpty();
        return seen;
    }

    private static void tell(int pods, int warmup, Crowd crowd, List<Observation> seen) {
        System.out.printf(
                Locale.ROOT,
                "Cutover of %d pods, %d times, warm-up until %d ms, %s: %s ms; mixed %s ms; fewest endpoints %s%n",
                pods,
                seen.size(),
                warmup,
                crowd,
                Numbers.summary(seen.stream().map(Observation::cutoverMillis).toList()),
                Numbers.summary(seen.stream().map(Observation::mixedTotalMillis).toList()),
                Numbers.summary(seen.stream()
                        .map(each -> each.fewestReadyEndpoints().doubleValue())
                        .toList()));
    }
}
