package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of old releases. */
abstract class HistoryContract extends ClusterTest {

    @Test
    void keepsTheLastReleasesThatServed() {
        serveV1(Mode.LABEL);

        for (int version = 2; version <= 5; version++) {
            assertThat(world.outcome(RequestBuilder.label("v" + version).options(options -> options.history(2))))
                    .as("%s", world.story())
                    .isEqualTo(new Outcome.Promoted(release(Mode.LABEL, version)));
        }

        assertThat(world.look().releases()).containsExactly("demo-rs-v003", "demo-rs-v004", "demo-rs-v005");
        assertThat(world.service().violations("demo-rs-v005", 3)).isEmpty();
    }

    @Test
    void keepsTheLastGoodOneHoweverShortTheHistory() {
        serveV1(Mode.LABEL);

        for (int version = 2; version <= 3; version++) {
            assertThat(world.outcome(RequestBuilder.label("v" + version).options(options -> options.history(0))))
                    .isEqualTo(new Outcome.Promoted(release(Mode.LABEL, version)));
        }

        assertThat(world.look().releases()).containsExactly("demo-rs-v002", "demo-rs-v003");
    }

    @Test
    void neverPrunesWhatAPersonMade() {
        serveV1(Mode.SELECTOR);

        for (int version = 2; version <= 4; version++) {
            assertThat(world.outcome(RequestBuilder.selector("v" + version).options(options -> options.history(0))))
                    .as("%s", world.story())
                    .isEqualTo(new Outcome.Promoted(release(Mode.SELECTOR, version)));
        }

        assertThat(world.look().releases()).containsExactly("demo-dp-v1", "demo-dp-v3", "demo-dp-v4");
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void scalesTheOldReleaseDownAfterTheDrain(Mode mode) {
        serveV1(mode);
        long begun = System.nanoTime();

        var ending = world.run(RequestBuilder.deploy(mode, "v2")
                .options(options -> options.retire(Retire.SCALE_DOWN, Duration.ofSeconds(2))));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release(mode, 2)));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
        assertThat(world.look().releases()).isEqualTo(List.of(release(mode, 1), release(mode, 2)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.look().pods()).hasSize(3));
        assertMoved(ending, release(mode, 2), 3, CutoverChoice.ATOMIC);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void deletesTheOldReleaseAfterTheDrain(Mode mode) {
        serveV1(mode);

        var ending = world.run(
                RequestBuilder.deploy(mode, "v2").options(options -> options.retire(Retire.DELETE, Duration.ZERO)));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release(mode, 2)));
        assertThat(world.look().releases()).containsExactly(release(mode, 2));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.look().pods()).hasSize(3));
        assertMoved(ending, release(mode, 2), 3, CutoverChoice.ATOMIC);
    }
}
