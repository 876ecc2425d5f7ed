package io.jenkins.plugins.bluegreen.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import io.jenkins.plugins.bluegreen.testkit.process.Throng;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Several at once: on one Service one after another, on fifty Services all at the same time. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class RivalsIT {

    @RepeatedTest(20)
    void oneWinsAndTheOtherSaysWhoHoldsTheLock(TestCluster cluster) {
        try (World world = World.in(cluster)) {
            world.create("label/service.yaml");
            assertThat(world.outcome(RequestBuilder.label("v1"))).isEqualTo(new Outcome.Promoted("demo-rs-v001"));
            world.restart();

            var first = world.begin(slow("v2"));
            var second = world.begin(slow("v3"));
            List<Outcome> outcomes = Stream.of(first, second)
                    .map(run -> world.await(run).outcome())
                    .toList();

            List<Outcome.Promoted> winners = outcomes.stream()
                    .filter(Outcome.Promoted.class::isInstance)
                    .map(Outcome.Promoted.class::cast)
                    .toList();
            assertThat(winners).as("%s", outcomes).hasSize(1);
            assertThat(outcomes).anySatisfy(outcome -> assertThat(outcome)
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                                    refused.problems().get(0).sentence())
                            .contains("it is held by run-")));
            String winner = winners.get(0).release();
            assertThat(world.service().violations(winner, 3))
                    .as("%s", world.story())
                    .isEmpty();
            assertThat(world.look().releases()).containsExactlyInAnyOrder("demo-rs-v001", winner);
            assertThat(world.look().held()).isEmpty();
        }
    }

    /** Long enough for the winner to renew its Leases, by which the other knows that it lives. */
    private static RequestBuilder slow(String version) {
        return RequestBuilder.label(version).warmup(Duration.ofSeconds(8), Duration.ofSeconds(9));
    }

    @Test
    @EnabledIfSystemProperty(
            named = "cluster.long",
            matches = "true",
            disabledReason = "It takes minutes: run it with -Dcluster.long=true")
    void fiftyDeploymentsAtOnceSucceedOnSixteenThreads(TestCluster cluster) {
        try (World world = World.in(cluster)) {
            Throng.assertAllMove(world, Math.min(50, cluster.capacity() / 4));
        }
    }
}
