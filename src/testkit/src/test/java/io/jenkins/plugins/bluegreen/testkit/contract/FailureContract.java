package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A new version that does not become available changes nothing for anyone, and says why it did not. */
abstract class FailureContract extends ClusterTest {

    private void assertFailed(Outcome outcome, Mode mode, String... parts) {
        assertThat(outcome).as("%s", world.story()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains(parts);
            assertThat(failed.state()).isEqualTo(Outcome.Failed.State.UNTOUCHED);
        });
        assertThat(world.look().releases()).containsExactly(release(mode, 1));
        assertUntouched(release(mode, 1), 3);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void failsWhenTheImageCannotBePulled(Mode mode) {
        serveV1(mode);

        var outcome = world.outcome(RequestBuilder.deploy(mode, "broken"));

        assertFailed(outcome, mode, "Container demo of pod ", "ImagePull");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void failsWhenTheContainerCrashes(Mode mode) {
        serveV1(mode);

        var outcome = world.outcome(RequestBuilder.deploy(mode, "crash"));

        assertFailed(outcome, mode, "Container demo of pod ", "CrashLoopBackOff");
        assertThat(((Outcome.Failed) outcome).diagnosis())
                .as("events, and the log or why there is none")
                .anyMatch(line -> line.contains("Back-off restarting failed container") || line.contains("BackOff"))
                .anyMatch(line -> line.contains(", container demo, "));
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void failsWhenItIsNotAvailableInTime(Mode mode) {
        serveV1(mode);

        var outcome = world.outcome(RequestBuilder.deploy(mode, "never-ready")
                .options(options -> options.readyTimeout(Duration.ofSeconds(3))));

        assertFailed(outcome, mode, "did not become available within 3 s", "0 of 3 available");
    }

    @Test
    void keepsTheFailedReleaseWhenAskedToAndSaysOnItWhyItFailed() {
        serveV1(Mode.LABEL);

        var outcome = world.outcome(RequestBuilder.label("never-ready")
                .options(options -> options.readyTimeout(Duration.ofSeconds(1)).keepFailed()));

        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(world.look().releases()).containsExactly("demo-rs-v001", "demo-rs-v002");
        assertThat(world.look().annotations("demo-rs-v002").get(Keys.FAILED)).contains("did not become available");
        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void makesANewReleaseAfterAFailedOneThatWasKept() {
        serveV1(Mode.LABEL);
        assertThat(world.outcome(RequestBuilder.label("never-ready")
                        .options(options ->
                                options.readyTimeout(Duration.ofSeconds(1)).keepFailed())))
                .isInstanceOf(Outcome.Failed.class);

        assertThat(world.outcome(RequestBuilder.label("v2")))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-rs-v003"));

        assertThat(world.service().violations("demo-rs-v003", 3)).isEmpty();
        assertClean("demo-rs-v003", 3);
    }
}
