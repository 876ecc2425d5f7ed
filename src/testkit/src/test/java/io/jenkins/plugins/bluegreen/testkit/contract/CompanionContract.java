package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes along with a workload is made for each release, and goes with it. */
abstract class CompanionContract extends ClusterTest {
    private static RequestBuilder deploy(Mode mode, String version, String setting) {
        return RequestBuilder.deploy(mode, version).manifest(manifest -> {
            Map<String, Object> workload = new LinkedHashMap<>(manifest);
            refer(workload);
            manifest.clear();
            manifest.put("apiVersion", "v1");
            manifest.put("kind", "List");
            manifest.put(
                    "items",
                    List.of(
                            workload,
                            object("v1", "ConfigMap", "settings", "data", Map.of("mode", setting)),
                            object("v1", "Secret", "token", "stringData", Map.of("password", "hunter2")),
                            object(
                                    "policy/v1",
                                    "PodDisruptionBudget",
                                    "budget",
                                    "spec",
                                    Map.of(
                                            "minAvailable",
                                            1,
                                            "selector",
                                            Map.of("matchLabels", Map.of("app", "demo")))),
                            object(
                                    "autoscaling/v2",
                                    "HorizontalPodAutoscaler",
                                    "scaler",
                                    "spec",
                                    Map.of(
                                            "minReplicas",
                                            3,
                                            "maxReplicas",
                                            9,
                                            "scaleTargetRef",
                                            Map.of(
                                                    "apiVersion",
                                                    "apps/v1",
                                                    "kind",
                                                    workload.get("kind"),
                                                    "name",
                                                    Manifests.at(workload, "metadata")
                                                            .get("name"))))));
        });
    }

    /** In each way in which a pod template can: four times to the ConfigMap, five times to the Secret. */
    private static void refer(Map<String, Object> workload) {
        Map<String, Object> container = Manifests.at(workload, "spec", "template", "spec", "containers", 0);
        container.put(
                "envFrom",
                List.of(
                        Map.of("configMapRef", Map.of("name", "settings")),
                        Map.of("secretRef", Map.of("name", "token"))));
        container.put(
                "env",
                List.of(
                        variable("MODE", "configMapKeyRef", "settings", "mode"),
                        variable("PASSWORD", "secretKeyRef", "token", "password")));
        Map<String, Object> pod = Manifests.at(workload, "spec", "template", "spec");
        pod.put("imagePullSecrets", List.of(Map.of("name", "token")));
        pod.put(
                "volumes",
                List.of(
                        Map.of("name", "files", "configMap", Map.of("name", "settings")),
                        Map.of("name", "keys", "secret", Map.of("secretName", "token")),
                        Map.of(
                                "name",
                                "both",
                                "projected",
                                Map.of(
                                        "sources",
                                        List.of(
                                                Map.of("configMap", Map.of("name", "settings")),
                                                Map.of("secret", Map.of("name", "token")))))));
    }

    private static Map<String, Object> variable(String name, String from, String object, String key) {
        return Map.of("name", name, "valueFrom", Map.of(from, Map.of("name", object, "key", key)));
    }

    private static Map<String, Object> object(String version, String kind, String name, String key, Object value) {
        return Map.of("apiVersion", version, "kind", kind, "metadata", Map.of("name", name), key, value);
    }

    private List<HasMetadata> companions() {
        List<HasMetadata> found = new ArrayList<>();
        var client = world.client();
        String here = world.namespace();
        found.addAll(client.configMaps().inNamespace(here).list().getItems());
        found.addAll(client.secrets().inNamespace(here).list().getItems());
        found.addAll(budgets());
        found.addAll(scalers());
        return found.stream()
                .filter(object -> object.getMetadata().getLabels() != null
                        && object.getMetadata().getLabels().containsKey(Keys.RELEASE))
                .toList();
    }

    private List<PodDisruptionBudget> budgets() {
        return world.client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(world.namespace())
                .list()
                .getItems();
    }

    private List<HorizontalPodAutoscaler> scalers() {
        return world.client()
                .autoscaling()
                .v2()
                .horizontalPodAutoscalers()
                .inNamespace(world.namespace())
                .list()
                .getItems();
    }

    private List<String> names() {
        return companions().stream()
                .map(object -> object.getMetadata().getName())
                .sorted()
                .toList();
    }

    private static List<String> namesFor(String... releases) {
        return Stream.of(releases)
                .flatMap(release ->
                        Stream.of("budget", "scaler", "settings", "token").map(name -> release + "-" + name))
                .sorted()
                .toList();
    }

    private HasMetadata workload(Mode mode, String release) {
        var apps = world.client().apps();
        return mode == Mode.LABEL
                ? apps.replicaSets()
                        .inNamespace(world.namespace())
                        .withName(release)
                        .require()
                : apps.deployments()
                        .inNamespace(world.namespace())
                        .withName(release)
                        .require();
    }

    private static PodTemplateSpec template(HasMetadata workload) {
        return workload instanceof ReplicaSet set
                ? set.getSpec().getTemplate()
                : ((Deployment) workload).getSpec().getTemplate();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void makesThemForTheNewReleaseAndMakesAllThatRefersToThemFollow(Mode mode) {
        serveV1(mode);
        String release = release(mode, 2);

        var ending = world.run(deploy(mode, "v2", "quick"));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release));
        assertMoved(ending, release, 3, CutoverChoice.ATOMIC);
        assertThat(names()).isEqualTo(namesFor(release));
        HasMetadata made = workload(mode, release);
        assertThat(companions())
                .allSatisfy(each -> assertThat(each.getMetadata().getOwnerReferences())
                        .singleElement()
                        .satisfies(owner -> assertThat(owner.getUid())
                                .isEqualTo(made.getMetadata().getUid())));
        String template = Serialization.asJson(template(made));
        assertThat(template).doesNotContain("\"settings\"", "\"token\"");
        assertThat(template.split("\"" + release + "-settings\"")).hasSize(1 + 4);
        assertThat(template.split("\"" + release + "-token\"")).hasSize(1 + 5);
        assertThat(scalers()).singleElement().satisfies(scaler -> assertThat(
                        scaler.getSpec().getScaleTargetRef().getName())
                .isEqualTo(release));
        assertThat(budgets()).singleElement().satisfies(budget -> assertThat(
                        template(made).getMetadata().getLabels())
                .containsAllEntriesOf(budget.getSpec().getSelector().getMatchLabels()));
        assertThat(world.story().toString()).doesNotContain("hunter2");
    }

    /** A release that nobody needs any more takes them along; those of the others stay. */
    @ParameterizedTest
    @EnumSource(Mode.class)
    void goWithTheirReleaseAndAreNoReasonToWarn(Mode mode) {
        serveV1(mode);

        for (String version : List.of("v2", "v3", "v4")) {
            var ending = world.run(deploy(mode, version, "quick").options(options -> options.history(0)));

            assertThat(ending.outcome()).as("%s", world.story()).isInstanceOf(Outcome.Promoted.class);
            assertThat(ending.report().warnings()).isEmpty();
        }

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(names()).isEqualTo(namesFor(release(mode, 3), release(mode, 4))));
        assertThat(budgets())
                .allSatisfy(budget -> assertThat(budget.getSpec().getSelector().getMatchLabels())
                        .as("covers one release alone")
                        .hasSize(2));
    }

    @Test
    void makesAReleaseOfAChangedConfigMapAlone() {
        serveV1(Mode.LABEL);
        world.run(deploy(Mode.LABEL, "v2", "quick"));

        assertThat(world.outcome(deploy(Mode.LABEL, "v2", "quick")))
                .isEqualTo(new Outcome.AlreadyActive("demo-rs-v002"));
        assertThat(world.outcome(deploy(Mode.LABEL, "v2", "slow"))).isEqualTo(new Outcome.Promoted("demo-rs-v003"));
        assertThat(names()).isEqualTo(namesFor("demo-rs-v002", "demo-rs-v003"));
    }

    /** There the version is the release's name, so it gets a number behind it as long as that one is needed. */
    @Test
    void makesANumberedReleaseOfAChangedConfigMapAloneInSelectorMode() {
        serveV1(Mode.SELECTOR);
        world.run(deploy(Mode.SELECTOR, "v2", "quick"));
        world.restart();

        var ending = world.run(deploy(Mode.SELECTOR, "v2", "slow"));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-dp-v2-2"));
        assertMoved(ending, "demo-dp-v2-2", 3, CutoverChoice.ATOMIC);
        assertThat(ending.report().warnings()).isEmpty();
        assertThat(names()).isEqualTo(namesFor("demo-dp-v2", "demo-dp-v2-2"));
        assertThat(template(workload(Mode.SELECTOR, "demo-dp-v2-2"))
                        .getMetadata()
                        .getLabels())
                .containsEntry("version", "v2-2");
        assertThat(world.outcome(deploy(Mode.SELECTOR, "v2", "slow")))
                .isEqualTo(new Outcome.AlreadyActive("demo-dp-v2-2"));
    }

    /** The way back leads to the former ConfigMap, and what is there already is not made again. */
    @Test
    void goesBackAndForthBetweenConfigMapsInSelectorMode() {
        serveV1(Mode.SELECTOR);
        world.run(deploy(Mode.SELECTOR, "v2", "quick"));
        world.run(deploy(Mode.SELECTOR, "v2", "slow"));

        assertThat(world.outcome(RequestBuilder.rollback(Mode.SELECTOR)))
                .isEqualTo(new Outcome.RolledBack("demo-dp-v2", "it was asked for", true));
        assertThat(world.outcome(deploy(Mode.SELECTOR, "v2", "quick")))
                .isEqualTo(new Outcome.AlreadyActive("demo-dp-v2"));
        assertThat(world.outcome(deploy(Mode.SELECTOR, "v2", "slow"))).isEqualTo(new Outcome.Promoted("demo-dp-v2-2"));
        assertThat(world.outcome(deploy(Mode.SELECTOR, "v2", "slower")))
                .isEqualTo(new Outcome.Promoted("demo-dp-v2-3"));
        assertClean("demo-dp-v2-3", 3);
    }

    /** The name without a number is free again, and not taken by what is there under another. */
    @Test
    void findsTheNumberedReleaseWhenTheFirstIsGone() {
        serveV1(Mode.SELECTOR);
        world.run(deploy(Mode.SELECTOR, "v2", "quick"));
        world.run(deploy(Mode.SELECTOR, "v2", "slow").options(options -> options.retire(Retire.DELETE, Duration.ZERO)));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(names()).isEqualTo(namesFor("demo-dp-v2-2")));

        assertThat(world.outcome(deploy(Mode.SELECTOR, "v2", "slow")))
                .isEqualTo(new Outcome.AlreadyActive("demo-dp-v2-2"));
        assertThat(world.outcome(deploy(Mode.SELECTOR, "v2", "quick"))).isEqualTo(new Outcome.Promoted("demo-dp-v2"));
    }

    /** What was never promoted is not needed. */
    @Test
    void replacesACandidateOfAnotherConfigMapThatNeverServed() {
        serveV1(Mode.SELECTOR);
        world.run(deploy(Mode.SELECTOR, "broken", "quick").options(options -> options.keepFailed()));
        assertThat(world.look().releases()).contains("demo-dp-broken");

        var outcome = world.outcome(deploy(Mode.SELECTOR, "broken", "slow"));

        assertThat(outcome).as("%s", world.story()).isInstanceOf(Outcome.Failed.class);
        assertThat(world.story().toString()).doesNotContain("demo-dp-broken-2");
        assertClean("demo-dp-v1", 3);
    }

    /** What somebody went back from is no way back. */
    @Test
    void replacesOneOfAnotherConfigMapThatWasRolledBackFrom() {
        serveV1(Mode.SELECTOR);
        world.run(deploy(Mode.SELECTOR, "v2", "quick"));
        world.run(deploy(Mode.SELECTOR, "v2", "slow"));
        String uid = workload(Mode.SELECTOR, "demo-dp-v2-2").getMetadata().getUid();
        world.run(RequestBuilder.rollback(Mode.SELECTOR));

        assertThat(world.outcome(deploy(Mode.SELECTOR, "v2", "slower")))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-dp-v2-2"));
        assertThat(workload(Mode.SELECTOR, "demo-dp-v2-2").getMetadata().getUid())
                .isNotEqualTo(uid);
        assertThat(names()).isEqualTo(namesFor("demo-dp-v2", "demo-dp-v2-2"));
    }

    /** One that others made reads a ConfigMap that is not the release's own. */
    @Test
    void makesANumberedReleaseBesideAHandMadeOne() {
        serveV1(Mode.SELECTOR);

        assertThat(world.outcome(RequestBuilder.selector("v1").withCompanions()))
                .isEqualTo(new Outcome.Promoted("demo-dp-v1-2"));
        assertThat(names()).isEqualTo(namesFor("demo-dp-v1-2"));
        assertThat(world.look().releases()).contains("demo-dp-v1");
    }

    @Test
    void refusesAnotherTemplateBesideAnotherConfigMapInSelectorMode() {
        serveV1(Mode.SELECTOR);
        world.run(deploy(Mode.SELECTOR, "v2", "quick"));

        var outcome = world.outcome(deploy(Mode.SELECTOR, "v2", "slow")
                .manifest(list -> Manifests.at(list, "items", 0, "spec", "template", "spec")
                        .put("terminationGracePeriodSeconds", 7)));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.sentence())
                        .contains("demo-dp-v2", "was made of another template", "another version")));
        assertThat(names()).isEqualTo(namesFor("demo-dp-v2"));
    }
}
