package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes along with a workload is made for each release, and goes with it. */
abstract class CompanionContract extends ClusterTest {

    private static RequestBuilder deploy(Mode mode, String version, String setting) {
        return RequestBuilder.deploy(mode, version).manifest(manifest -> {
            Map<String, Object> workload = new LinkedHashMap<>(manifest);
            Manifests.at(workload, "spec", "template", "spec", "containers", 0)
                    .put(
                            "envFrom",
                            List.of(
                                    Map.of("configMapRef", Map.of("name", "settings")),
                                    Map.of("secretRef", Map.of("name", "token"))));
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
                                            Map.of("matchLabels", Map.of("app", "demo"))))));
        });
    }

    private static Map<String, Object> object(String version, String kind, String name, String key, Object value) {
        return Map.of("apiVersion", version, "kind", kind, "metadata", Map.of("name", name), key, value);
    }

    private List<String> companions() {
        List<HasMetadata> found = new ArrayList<>();
        var client = world.client();
        found.addAll(client.configMaps().inNamespace(world.namespace()).list().getItems());
        found.addAll(client.secrets().inNamespace(world.namespace()).list().getItems());
        found.addAll(client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(world.namespace())
                .list()
                .getItems());
        return found.stream()
                .filter(object -> object.getMetadata().getLabels() != null
                        && object.getMetadata().getLabels().containsKey(Keys.RELEASE))
                .map(object -> object.getMetadata().getName())
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void makesThemForTheNewReleaseBeforeItsPods(Mode mode) {
        serveV1(mode);
        String release = release(mode, 2);

        var ending = world.run(deploy(mode, "v2", "quick"));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release));
        assertMoved(ending, release, 3, CutoverChoice.ATOMIC);
        assertThat(companions()).containsExactly(release + "-budget", release + "-settings", release + "-token");
        assertThat(world.story().toString()).doesNotContain("hunter2");
    }

    @Test
    void makesAReleaseOfAChangedConfigMapAlone() {
        serveV1(Mode.LABEL);
        world.run(deploy(Mode.LABEL, "v2", "quick"));

        assertThat(world.outcome(deploy(Mode.LABEL, "v2", "quick")))
                .isEqualTo(new Outcome.AlreadyActive("demo-rs-v002"));
        assertThat(world.outcome(deploy(Mode.LABEL, "v2", "slow"))).isEqualTo(new Outcome.Promoted("demo-rs-v003"));
        assertThat(companions()).contains("demo-rs-v002-settings", "demo-rs-v003-settings", "demo-rs-v003-token");
    }
}
