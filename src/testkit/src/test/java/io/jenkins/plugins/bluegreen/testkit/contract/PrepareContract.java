package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Request.Goal;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A release is prepared by one run, and promoted or discarded by another. */
abstract class PrepareContract extends ClusterTest {

    private void prepare(Mode mode, int version) {
        assertThat(world.outcome(RequestBuilder.deploy(mode, "v" + version).preparing()))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Prepared(release(mode, version)));
    }

    private static RequestBuilder promote(Mode mode, int version) {
        return RequestBuilder.of(mode, new Goal.Promote(release(mode, version)));
    }

    private static RequestBuilder discard(Mode mode, int version) {
        return RequestBuilder.of(mode, new Goal.Discard(release(mode, version)));
    }

    @ParameterizedTest
    @CsvSource({"LABEL, ATOMIC", "LABEL, OVERLAP", "SELECTOR, ATOMIC", "SELECTOR, OVERLAP"})
    void preparesInTheDarkAndPromotesLater(Mode mode, CutoverChoice how) {
        serveV1(mode);

        prepare(mode, 2);
        assertUntouched(release(mode, 1), 3);
        assertThat(world.look().annotations(release(mode, 2))).containsKey(Keys.PREPARED_AT);
        world.restart();
        var ending = world.run(promote(mode, 2).options(options -> options.cutover(how)));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release(mode, 2)));
        assertMoved(ending, release(mode, 2), 3, how);
        assertThat(world.look().annotations(release(mode, 2))).doesNotContainKey(Keys.PREPARED_AT);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void discardsWhatWasPrepared(Mode mode) {
        serveV1(mode);
        prepare(mode, 2);

        assertThat(world.outcome(discard(mode, 2)))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Discarded(release(mode, 2)));

        assertThat(world.look().releases()).containsExactly(release(mode, 1));
        assertUntouched(release(mode, 1), 3);
    }

    @Test
    void discardsTwiceWithoutComplaint() {
        serveV1(Mode.LABEL);

        assertThat(world.outcome(discard(Mode.LABEL, 2))).isEqualTo(new Outcome.Discarded("demo-rs-v002"));

        assertThat(world.faults().calls()).noneMatch(Call::writes);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void neverDiscardsWhatServes(Mode mode) {
        serveV1(mode);

        assertThat(world.outcome(discard(mode, 1))).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.problems().get(0).sentence())
                .contains("Release %s to be discarded".formatted(release(mode, 1)))
                .contains("it carries traffic"));

        assertUntouched(release(mode, 1), 3);
    }

    @Test
    void refusesToPromoteWhatIsNotThere() {
        serveV1(Mode.LABEL);

        assertThat(world.outcome(promote(Mode.LABEL, 7)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                                refused.problems().get(0).sentence())
                        .contains("Release demo-rs-v007 to be promoted")
                        .contains("it is not there"));

        assertThat(world.faults().calls()).noneMatch(Call::writes);
        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void refusesToPromoteOverANewerRelease() {
        serveV1(Mode.LABEL);
        prepare(Mode.LABEL, 2);
        assertThat(world.outcome(RequestBuilder.label("v3"))).isEqualTo(new Outcome.Promoted("demo-rs-v003"));
        world.restart();

        assertThat(world.outcome(promote(Mode.LABEL, 2)))
                .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                                refused.problems().get(0).sentence())
                        .contains("the newer release demo-rs-v003 has become active"));

        assertUntouched("demo-rs-v003", 3);
    }

    @Test
    void leavesWhatAnotherRunPreparedAlone() {
        serveV1(Mode.LABEL);
        prepare(Mode.LABEL, 2);

        assertThat(world.outcome(RequestBuilder.label("v2").options(options -> options.history(0))))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-rs-v003"));

        assertThat(world.look().releases()).contains("demo-rs-v002");
        assertClean("demo-rs-v003", 3);
    }

    @Test
    void showsThePreparedReleaseByAPreviewServiceAsLongAsItIsDark() {
        serveV1(Mode.LABEL);

        assertThat(world.outcome(RequestBuilder.label("v2")
                        .preparing()
                        .options(options -> options.previewService("demo-preview"))))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Prepared("demo-rs-v002"));
        org.awaitility.Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        world.look().serving("demo-preview"))
                .isEqualTo(Map.of("demo-rs-v002", 3)));
        assertUntouched("demo-rs-v001", 3);
        world.restart();
        var ending = world.run(promote(Mode.LABEL, 2));

        assertMoved(ending, "demo-rs-v002", 3, CutoverChoice.ATOMIC);
        assertThat(world.client()
                        .services()
                        .inNamespace(world.namespace())
                        .withName("demo-preview")
                        .get())
                .isNull();
    }

    @Test
    void scalesUpWhatWasPreparedWhenTheActiveReleaseHasGrownSince() {
        serveV1(Mode.LABEL);
        prepare(Mode.LABEL, 2);
        world.client()
                .apps()
                .replicaSets()
                .inNamespace(world.namespace())
                .withName("demo-rs-v001")
                .scale(5);
        awaitServing(Map.of("demo-rs-v001", 5));
        world.restart();

        var ending = world.run(promote(Mode.LABEL, 2));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertMoved(ending, "demo-rs-v002", 5, CutoverChoice.ATOMIC);
    }
}
