package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A new version gets the traffic. */
abstract class DeployContract extends ClusterTest {

    @ParameterizedTest
    @CsvSource({"LABEL, ATOMIC", "LABEL, OVERLAP", "SELECTOR, ATOMIC", "SELECTOR, OVERLAP"})
    void movesTrafficFromOneVersionToTheNext(Mode mode, CutoverChoice how) {
        serveV1(mode);

        var ending = world.run(RequestBuilder.deploy(mode, "v2").options(options -> options.cutover(how)));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release(mode, 2)));
        assertMoved(ending, release(mode, 2), 3, how);
        assertThat(ending.report().replaced()).containsExactly(release(mode, 1));
        assertThat(world.service().seen(3).cutoverMillis()).isNotNull();
        assertThat(world.look().releases()).containsExactly(release(mode, 1), release(mode, 2));
    }

    @ParameterizedTest
    @CsvSource({"LABEL, ATOMIC", "LABEL, OVERLAP", "SELECTOR, ATOMIC", "SELECTOR, OVERLAP"})
    void waitsDarkUntilTheLastPodIsReady(Mode mode, CutoverChoice how) {
        serveV1(mode);

        var ending = world.run(RequestBuilder.deploy(mode, "v2")
                .replicas(5)
                .warmup(Duration.ofMillis(100), Duration.ofMillis(1500))
                .options(options -> options.cutover(how)));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release(mode, 2)));
        assertThat(world.service().seen(3).earlyEndpoints()).isZero();
        assertThat(
                        how == CutoverChoice.OVERLAP
                                ? world.service().violationsOfOverlap(release(mode, 2), 3)
                                : world.service().violations(release(mode, 2), 3))
                .isEmpty();
        assertClean(release(mode, 2), 5);
    }

    @Test
    void givesTheFirstVersionTheTrafficOfAServiceThatMatchedNothing() {
        world.create("label/service.yaml");

        var ending = world.run(RequestBuilder.label("v1"));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        assertMoved(ending, "demo-rs-v001", 3, CutoverChoice.ATOMIC);
        assertThat(ending.report().replaced()).isEmpty();
        assertThat(world.look().selector(World.SERVICE)).isEqualTo(Map.of("createBy", World.SERVICE));
        assertThat(world.look().annotations("demo-rs-v001"))
                .containsEntry(Keys.IMAGES, "{\"demo\":\"docker.io/bebullish/demo:v1\"}")
                .containsEntry(Keys.VERSION, "v1")
                .containsKeys(Keys.REQUESTED, Keys.PROMOTED_AT, Keys.RUN);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void writesNothingWhenTheRequestIsThereAlready(Mode mode) {
        serveV1(mode);
        assertThat(world.outcome(RequestBuilder.deploy(mode, "v2")))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted(release(mode, 2)));
        world.restart();
        String before = world.look().versions();

        assertThat(world.outcome(RequestBuilder.deploy(mode, "v2")))
                .as("%s", world.story())
                .isEqualTo(new Outcome.AlreadyActive(release(mode, 2)));

        assertThat(world.faults().calls()).noneMatch(Call::writes);
        assertThat(world.look().versions()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void hasNeverFewerPodsThanServeNow(Mode mode) {
        serveV1(mode);
        assertThat(world.outcome(RequestBuilder.deploy(mode, "v2").replicas(5)))
                .isEqualTo(new Outcome.Promoted(release(mode, 2)));
        world.restart();

        var ending = world.run(RequestBuilder.deploy(mode, "v3").replicas(2));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release(mode, 3)));
        assertMoved(ending, release(mode, 3), 5, CutoverChoice.ATOMIC);
    }

    @Test
    void hasFewerPodsWhenThatWasAskedFor() {
        serveV1(Mode.LABEL);

        var ending = world.run(RequestBuilder.label("v2").options(options -> options.replicas(2)));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(world.service().violations("demo-rs-v002", 2)).isEmpty();
        assertClean("demo-rs-v002", 2);
    }

    @Test
    void bindsAWholeImageByItsNameAndNothingElse() {
        world.create("label/service.yaml");
        String digest = "sha256:" + "0123456789abcdef".repeat(4);

        var outcome = world.outcome(RequestBuilder.label("")
                .manifest(map -> Manifests.at(map, "spec", "template", "spec")
                        .put("initContainers", java.util.List.of(Map.of("name", "init", "image", "busybox:1.36"))))
                .artifacts("bebullish/demo@" + digest));

        assertThat(outcome).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        assertThat(world.look().pods()).allSatisfy(pod -> {
            assertThat(pod.getSpec().getContainers())
                    .extracting("image")
                    .containsExactly("docker.io/bebullish/demo@" + digest);
            assertThat(pod.getSpec().getInitContainers()).extracting("image").containsExactly("busybox:1.36");
        });
    }

    @Test
    void deploysVersionAfterVersionAndGivesEachItsNumber() {
        serveV1(Mode.LABEL);

        for (int version = 2; version <= 4; version++) {
            assertThat(world.outcome(RequestBuilder.label("v" + version)))
                    .as("%s", world.story())
                    .isEqualTo(new Outcome.Promoted(release(Mode.LABEL, version)));
        }

        assertThat(world.service().violations("demo-rs-v004", 3)).isEmpty();
        assertClean("demo-rs-v004", 3);
    }

    @Test
    void makesOnlyAsManyRequestsAsItSays() {
        serveV1(Mode.LABEL);
        world.forget();
        world.faults().forget();

        var ending = world.run(RequestBuilder.label("v2"));

        assertThat(ending.outcome()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(world.faults().calls()).hasSizeLessThanOrEqualTo(2 * 3 + 60);
        assertThat(ending.report().apiRequests())
                .isBetween(1L, (long) world.faults().calls().size());
    }
}
