package io.jenkins.plugins.bluegreen.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Request.Goal;
import io.jenkins.plugins.bluegreen.drive.Interest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final Map<String, String> OWNER = Map.of("createBy", "demo-service");

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private void serveV1() {
        world.apply("label/service.yaml");
        assertThat(world.outcome(world.label("v1", false))).isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        assertThat(world.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void movesTrafficWithoutEverMixingVersionsOrFallingBelowTheFloor() {
        serveV1();
        world.restart();

        var ending = world.run(world.label("v2", false));

        assertThat(ending.outcome()).as("%s", world.story).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(world.serving()).containsExactly("demo-rs-v002");
        assertThat(world.history.states()).isGreaterThan(2);
        assertThat(world.history.mixed()).isZero();
        assertThat(world.history.fewest()).isEqualTo(3);
        assertThat(world.history.early("demo-rs-v002", 3)).isZero();
        assertThat(world.selector()).isEqualTo(OWNER);
        assertThat(world.violations("demo-rs-v002", 3)).isEmpty();
        assertThat(world.seen(3).cutoverMillis()).isPositive();
        assertThat(ending.report().mixedWindowMillis()).isZero();
        assertThat(ending.report().fewestReadyEndpoints()).isEqualTo(3);
        assertThat(ending.report().replaced()).containsExactly("demo-rs-v001");
    }

    @Test
    void writesNothingWhenTheRequestIsThereAlready() {
        serveV1();
        String before = world.watched
                .view(Interest.inServices(List.of("demo-service")))
                .releases()
                .toString();
        long version = world.cluster.store().version();

        assertThat(world.outcome(world.label("v1", false))).isEqualTo(new Outcome.AlreadyActive("demo-rs-v001"));

        assertThat(world.cluster.store().version()).isEqualTo(version);
        assertThat(world.watched
                        .view(Interest.inServices(List.of("demo-service")))
                        .releases()
                        .toString())
                .isEqualTo(before);
    }

    @Test
    void rollsBackToThePreviousRelease() {
        serveV1();
        world.outcome(world.label("v2", false));
        world.restart();

        var goal = new Goal.Rollback(Optional.empty(), Optional.empty());
        var outcome = world.outcome(world.request(goal, "demo-rs", Mode.LABEL));

        assertThat(outcome).isEqualTo(new Outcome.RolledBack("demo-rs-v001", "it was asked for", true));
        assertThat(world.serving()).containsExactly("demo-rs-v001");
        assertThat(world.history.mixed()).isZero();
        assertThat(world.history.fewest()).isEqualTo(3);
        assertThat(world.violations("demo-rs-v001", 3)).isEmpty();
        assertThat(world.selector()).isEqualTo(OWNER);
    }

    @Test
    void keepsOldVersionServingWhenTheImageCannotBePulled() {
        serveV1();
        world.restart();

        var outcome = world.outcome(world.label("broken", false));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains("ImagePullBackOff").contains("Container demo of pod demo-rs-v002-");
            assertThat(failed.state()).isEqualTo(Outcome.Failed.State.UNTOUCHED);
        });
        assertThat(world.serving()).containsExactly("demo-rs-v001");
        assertThat(world.releases("replicasets")).containsExactly("demo-rs-v001");
        assertThat(world.history.fewest()).isEqualTo(3);
    }

    @Test
    void keepsOldVersionServingWhenTheGateSaysNo() {
        serveV1();

        var ending = world.run(
                world.label("v2", true),
                candidate -> CompletableFuture.completedFuture(Optional.of("smoke test failed")));

        assertThat(ending.outcome())
                .isEqualTo(new Outcome.Failed("smoke test failed", Outcome.Failed.State.UNTOUCHED, List.of()));
        assertThat(world.serving()).containsExactly("demo-rs-v001");
        assertThat(world.releases("replicasets")).containsExactly("demo-rs-v001");
    }

    @Test
    void asksTheGateWhileTheCandidateIsDarkAndNoLeaseIsHeld() {
        serveV1();
        StringBuilder seen = new StringBuilder();

        var ending = world.run(world.label("v2", true), candidate -> {
            seen.append(candidate.name()).append(' ').append(world.serving());
            world.cluster.store().list("leases", World.NAMESPACE).forEach(lease -> seen.append(" held by '")
                    .append(lease.path("spec").path("holderIdentity").asText())
                    .append("'"));
            return CompletableFuture.completedFuture(Optional.empty());
        });

        assertThat(ending.outcome()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(seen).hasToString("demo-rs-v002 [demo-rs-v001] held by '' held by ''");
    }

    @Test
    void refusesWithASentenceWhenThereIsNoService() {
        var outcome = world.outcome(world.label("v1", false));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.problems().get(0).sentence())
                .contains("Service demo-service")
                .contains("there is no such Service"));
        assertThat(world.releases("replicasets")).isEmpty();
        assertThat(world.releases("leases")).isEmpty();
    }

    @Test
    void switchesADeploymentBehindAServiceThatNamesTheVersion() {
        world.apply("selector/service.yaml");
        world.apply("selector/deployment-v1.yaml");
        await().until(() -> world.history.ready() == 3);
        world.restart();

        var outcome = world.outcome(world.selector("v2"));

        assertThat(outcome).as("%s", world.story).isEqualTo(new Outcome.Promoted("demo-dp-v2"));
        assertThat(world.selector()).isEqualTo(Map.of("app", "demo", "version", "v2"));
        assertThat(world.violations("demo-dp-v2", 3)).isEmpty();
        assertThat(world.history.mixed()).isZero();
        assertThat(world.history.fewest()).isEqualTo(3);
        assertThat(world.releases("deployments")).containsExactly("demo-dp-v1", "demo-dp-v2");
    }
}
