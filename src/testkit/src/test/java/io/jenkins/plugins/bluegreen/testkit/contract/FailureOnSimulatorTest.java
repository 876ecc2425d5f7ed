package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.drive.Interest;
import io.jenkins.plugins.bluegreen.testkit.OptionsBuilder;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
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
        serveV1(Mode.LABEL);
        assertThat(world.outcome(RequestBuilder.label("crash").options(OptionsBuilder::keepFailed)))
                .isInstanceOf(Outcome.Failed.class);

        for (int restarts = restarts() + 1; restarts < 4; restarts++) {
            int next = restarts;
            await().atMost(PATIENCE).until(() -> restarts() >= next);
            assertThat(world.cluster().diagnose(kept()).toCompletableFuture().join())
                    .anyMatch(line -> line.endsWith(LAST_LINE));
        }
    }

    private Release kept() {
        return world.cluster().view(Interest.inServices(List.of(World.SERVICE))).releases().stream()
                .filter(release -> release.name().equals("demo-rs-v002"))
                .findFirst()
                .orElseThrow();
    }

    private int restarts() {
        return world.client().pods().inNamespace(world.namespace()).list().getItems().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .mapToInt(ContainerStatus::getRestartCount)
                .max()
                .orElse(0);
    }
}
