package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What others made is taken over: Spinnaker's releases, and Deployments that a person applied. */
abstract class AdoptionContract extends ClusterTest {

    /** As Spinnaker leaves it: a selector that all releases share, the Service's label on those that are enabled. */
    private void spinnakers(String name, String version, boolean enabled) {
        Map<String, Object> set = Manifests.named(Manifests.demo("label/replicaset.yaml"), name);
        Manifests.at(set, "metadata", "annotations")
                .put("traffic.spinnaker.io/load-balancers", "[\"service demo-service\"]");
        Manifests.at(set, "spec", "template", "spec", "containers", 0)
                .put("image", "docker.io/bebullish/demo:" + version);
        // Spinnaker's releases tell their pods apart by the pods' names alone.
        Map<String, Object> own = new HashMap<>(Map.of("app", "demo", "moniker.spinnaker.io/sequence", name));
        Manifests.at(set, "spec", "selector").put("matchLabels", own);
        Map<String, Object> labels = new HashMap<>(own);
        if (enabled) {
            labels.put("createBy", World.SERVICE);
        }
        Manifests.at(set, "spec", "template", "metadata").put("labels", labels);
        world.create(set);
    }

    @ParameterizedTest
    @EnumSource(
            value = CutoverChoice.class,
            names = {"ATOMIC", "OVERLAP"})
    void takesOverAReleaseOfSpinnakerAndCountsOnFromIt(CutoverChoice how) {
        world.create("label/service.yaml");
        spinnakers("demo-rs-v004", "v1", true);
        awaitServing(Map.of("demo-rs-v004", 3));
        world.restart();

        var ending = world.run(RequestBuilder.label("v2").options(options -> options.cutover(how)));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v005"));
        assertMoved(ending, "demo-rs-v005", 3, how);
        assertThat(world.look().releases()).containsExactly("demo-rs-v004", "demo-rs-v005");
    }

    @ParameterizedTest
    @EnumSource(
            value = CutoverChoice.class,
            names = {"ATOMIC", "OVERLAP"})
    void goesBackToAReleaseOfSpinnaker(CutoverChoice how) {
        world.create("label/service.yaml");
        spinnakers("demo-rs-v004", "v1", true);
        awaitServing(Map.of("demo-rs-v004", 3));
        assertThat(world.outcome(RequestBuilder.label("v2")))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-rs-v005"));
        world.restart();

        var ending = world.run(RequestBuilder.rollback(Mode.LABEL).options(options -> options.cutover(how)));

        assertThat(ending.outcome())
                .as("%s", world.story())
                .isEqualTo(new Outcome.RolledBack("demo-rs-v004", "it was asked for", true));
        assertMoved(ending, "demo-rs-v004", 3, how);
    }

    @Test
    void leavesADisabledReleaseOfSpinnakerDark() {
        world.create("label/service.yaml");
        spinnakers("demo-rs-v003", "v0", false);
        spinnakers("demo-rs-v004", "v1", true);
        awaitServing(Map.of("demo-rs-v004", 3));
        world.restart();

        var ending = world.run(RequestBuilder.label("v2"));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v005"));
        assertMoved(ending, "demo-rs-v005", 3, CutoverChoice.ATOMIC);
    }

    @Test
    void replacesTwoActiveReleasesAtOnce() {
        world.create("label/service.yaml");
        spinnakers("demo-rs-v003", "v0", true);
        spinnakers("demo-rs-v004", "v1", true);
        awaitServing(Map.of("demo-rs-v003", 3, "demo-rs-v004", 3));

        var outcome = world.outcome(RequestBuilder.label("v2"));

        assertThat(outcome).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v005"));
        assertClean("demo-rs-v005", 3);
    }

    @Test
    void switchesFromAHandMadeDeploymentToAnother() {
        serveV1(Mode.SELECTOR);
        world.create("selector/deployment-v2.yaml");

        var ending = world.run(RequestBuilder.asWritten());

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-dp-v2"));
        assertMoved(ending, "demo-dp-v2", 3, CutoverChoice.ATOMIC);
        assertThat(world.look().selector(World.SERVICE)).isEqualTo(Map.of("app", "demo", "version", "v2"));
    }

    @Test
    void deploysTheSecondDeploymentAsItsAuthorWroteIt() {
        serveV1(Mode.SELECTOR);

        var ending = world.run(RequestBuilder.asWritten());

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-dp-v2"));
        assertMoved(ending, "demo-dp-v2", 3, CutoverChoice.ATOMIC);
        assertThat(world.look().releases()).containsExactly("demo-dp-v1", "demo-dp-v2");
    }

    @ParameterizedTest
    @EnumSource(
            value = CutoverChoice.class,
            names = {"ATOMIC", "OVERLAP"})
    void goesBackToTheHandMadeDeployment(CutoverChoice how) {
        serveV1(Mode.SELECTOR);
        assertThat(world.outcome(RequestBuilder.asWritten())).isEqualTo(new Outcome.Promoted("demo-dp-v2"));
        world.restart();

        var ending = world.run(RequestBuilder.rollback(Mode.SELECTOR, "v1").options(options -> options.cutover(how)));

        assertThat(ending.outcome())
                .as("%s", world.story())
                .isEqualTo(new Outcome.RolledBack("demo-dp-v1", "it was asked for", true));
        assertMoved(ending, "demo-dp-v1", 3, how);
    }

    @Test
    void replacesAVersionOfAnotherTemplateAsLongAsItIsDark() {
        serveV1(Mode.SELECTOR);
        Map<String, Object> other = Manifests.demo("selector/deployment-v2.yaml");
        Manifests.at(other, "spec", "template", "spec", "containers", 0).put("image", "bebullish/demo:v2-old");
        world.create(other);

        var ending = world.run(RequestBuilder.asWritten());

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-dp-v2"));
        assertMoved(ending, "demo-dp-v2", 3, CutoverChoice.ATOMIC);
        assertThat(world.look().pods())
                .filteredOn(pod -> "v2".equals(pod.getMetadata().getLabels().get("version")))
                .filteredOn(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .allSatisfy(
                        pod -> assertThat(pod.getSpec().getContainers().get(0).getImage())
                                .isEqualTo("bebullish/demo:v2"));
    }

    @Test
    void refusesAVersionOfAnotherTemplateThatServes() {
        serveV1(Mode.SELECTOR);
        assertThat(world.outcome(RequestBuilder.asWritten())).isEqualTo(new Outcome.Promoted("demo-dp-v2"));
        world.restart();

        var outcome =
                world.outcome(RequestBuilder.asWritten().manifest(map -> Manifests.at(map, "spec", "template", "spec")
                        .put("terminationGracePeriodSeconds", 7)));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.problems().get(0).sentence())
                .contains("Release demo-dp-v2")
                .contains("it serves already, and was made of another template")
                .contains("Give the new one another version"));
        assertUntouched("demo-dp-v2", 3);
    }
}
