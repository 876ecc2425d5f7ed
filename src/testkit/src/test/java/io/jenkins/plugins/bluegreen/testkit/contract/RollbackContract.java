package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An earlier version gets the traffic again. */
abstract class RollbackContract extends ClusterTest {

    private void deploy(Mode mode, int... versions) {
        for (int version : versions) {
            assertThat(world.outcome(RequestBuilder.deploy(mode, "v" + version)))
                    .as("%s", world.story())
                    .isEqualTo(new Outcome.Promoted(release(mode, version)));
        }
        world.restart();
    }

    @ParameterizedTest
    @CsvSource({"LABEL, ATOMIC", "LABEL, OVERLAP", "SELECTOR, ATOMIC", "SELECTOR, OVERLAP"})
    void goesBackToThePreviousRelease(Mode mode, CutoverChoice how) {
        serveV1(mode);
        deploy(mode, 2);

        var ending = world.run(RequestBuilder.rollback(mode).options(options -> options.cutover(how)));

        assertThat(ending.outcome())
                .as("%s", world.story())
                .isEqualTo(new Outcome.RolledBack(release(mode, 1), "it was asked for", true));
        assertMoved(ending, release(mode, 1), 3, how);
        assertThat(world.look().annotations(release(mode, 2))).containsKey(Keys.ROLLED_BACK_AT);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void goesBackToANamedRelease(Mode mode) {
        serveV1(mode);
        deploy(mode, 2, 3);

        var ending = world.run(RequestBuilder.rollback(mode, release(mode, 1)));

        assertThat(ending.outcome())
                .as("%s", world.story())
                .isEqualTo(new Outcome.RolledBack(release(mode, 1), "it was asked for", true));
        assertMoved(ending, release(mode, 1), 3, CutoverChoice.ATOMIC);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void goesBackToAVersion(Mode mode) {
        serveV1(mode);
        deploy(mode, 2, 3);

        var ending = world.run(RequestBuilder.rollback(mode, "v2"));

        assertThat(ending.outcome())
                .as("%s", world.story())
                .isEqualTo(new Outcome.RolledBack(release(mode, 2), "it was asked for", true));
        assertMoved(ending, release(mode, 2), 3, CutoverChoice.ATOMIC);
    }

    @Test
    void doesNotGoBackToAReleaseThatWasRolledBackFrom() {
        serveV1(Mode.LABEL);
        deploy(Mode.LABEL, 2);
        assertThat(world.outcome(RequestBuilder.rollback(Mode.LABEL)))
                .isEqualTo(new Outcome.RolledBack("demo-rs-v001", "it was asked for", true));
        deploy(Mode.LABEL, 3);

        var ending = world.run(RequestBuilder.rollback(Mode.LABEL));

        assertThat(ending.outcome())
                .as("%s", world.story())
                .isEqualTo(new Outcome.RolledBack("demo-rs-v001", "it was asked for", true));
        assertMoved(ending, "demo-rs-v001", 3, CutoverChoice.ATOMIC);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void scalesUpAReleaseThatWasScaledDownAndWaitsForIt(Mode mode) {
        serveV1(mode);
        assertThat(world.outcome(RequestBuilder.deploy(mode, "v2")
                        .options(options -> options.retire(Retire.SCALE_DOWN, Duration.ZERO))))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted(release(mode, 2)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.look().pods()).hasSize(3));
        world.restart();

        var ending = world.run(RequestBuilder.rollback(mode));

        assertThat(ending.outcome())
                .as("%s", world.story())
                .isEqualTo(new Outcome.RolledBack(release(mode, 1), "it was asked for", true));
        assertMoved(ending, release(mode, 1), 3, CutoverChoice.ATOMIC);
    }

    @Test
    void changesNothingWhenTheReleaseToGoBackToCannotBecomeAvailable() {
        serveV1(Mode.LABEL);
        assertThat(world.outcome(RequestBuilder.label("never-ready")
                        .options(options -> options.keepFailed().readyTimeout(Duration.ofSeconds(1)))))
                .isInstanceOf(Outcome.Failed.class);
        world.restart();

        var outcome = world.outcome(RequestBuilder.rollback(Mode.LABEL, "demo-rs-v002")
                .options(options -> options.readyTimeout(Duration.ofSeconds(1))));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.reason()).contains("demo-rs-v002 did not become available");
            assertThat(failed.state()).isEqualTo(Outcome.Failed.State.UNTOUCHED);
        });
        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void refusesAReleaseThatIsNotThere() {
        serveV1(Mode.LABEL);

        var outcome = world.outcome(RequestBuilder.rollback(Mode.LABEL, "v9"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.problems().get(0).sentence())
                .contains("A rollback to v9")
                .contains("there is no such release of demo-rs"));
        assertThat(world.faults().calls()).noneMatch(Call::writes);
        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void undoesNothingWhereNothingServes() {
        world.create("label/service.yaml");

        assertThat(world.outcome(RequestBuilder.rollback(Mode.LABEL)))
                .isEqualTo(new Outcome.NothingToDo("Nothing is undone: no release of demo-rs carries traffic"));

        assertThat(world.faults().calls()).noneMatch(Call::writes);
        assertThat(world.look().serving("demo-service")).isEqualTo(Map.of());
    }
}
