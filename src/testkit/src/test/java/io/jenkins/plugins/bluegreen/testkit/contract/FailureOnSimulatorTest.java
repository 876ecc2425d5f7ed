package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.drive.Interest;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import io.jenkins.plugins.bluegreen.testkit.OptionsBuilder;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Its containers write logs; those of the control plane's nodes do not. */
@OnSimulator
class FailureOnSimulatorTest extends FailureContract {
    private static final String LAST_LINE = ", container demo, wrote: Error: cannot start, exit code 1";

    @Test
    void showsTheLastLinesOfAContainerThatCrashes() {
        serveV1(Mode.LABEL);

        var outcome = world.outcome(RequestBuilder.label("crash"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.diagnosis())
                .anyMatch(line -> line.matches("demo-rs-v002-\\w+" + LAST_LINE)));
    }

    @Test
    void showsTheLinesOfAContainerThatIsNeverReady() {
        serveV1(Mode.LABEL);

        var outcome = world.outcome(
                RequestBuilder.label("never-ready").options(options -> options.readyTimeout(Duration.ofSeconds(1))));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.diagnosis())
                .anyMatch(line -> line.contains("Unhealthy: Readiness probe failed"))
                .anyMatch(line -> line.contains(", container demo, wrote: Started ")));
    }

    @Test
    void showsTheLinesOfBeforeTheRestartAsLongAsThereAreNoNewOnes() {
        try (World slow =
                World.in(new SimulatedCluster(Settings.fast().withoutTls().withSpeed(slowToStart())))) {
            slow.create("label/service.yaml");
            assertThat(slow.outcome(RequestBuilder.label("crash").replicas(1).options(OptionsBuilder::keepFailed)))
                    .isInstanceOf(Outcome.Failed.class);

            await().atMost(PATIENCE).until(() -> runsAgain(slow));

            assertThat(slow.cluster().diagnose(kept(slow)).toCompletableFuture().join())
                    .anyMatch(line -> line.endsWith(LAST_LINE));
        }
    }

    /** A container that was started again writes nothing for seconds. */
    private static Speed slowToStart() {
        Speed fast = Speed.fast();
        return new Speed(
                fast.cacheLag(),
                fast.sliceWrite(),
                fast.staleBackoff(),
                Duration.ofSeconds(4),
                fast.warmupMin(),
                fast.warmupMax(),
                fast.flapping(),
                fast.backoff(),
                fast.termination(),
                fast.proxyLag());
    }

    private static boolean runsAgain(World where) {
        return where.client().pods().inNamespace(where.namespace()).list().getItems().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .anyMatch(status ->
                        status.getRestartCount() > 0 && status.getState().getRunning() != null);
    }

    private static Release kept(World where) {
        return where.cluster()
                .view(Interest.inServices(List.of(World.SERVICE)))
                .releases()
                .get(0);
    }
}
