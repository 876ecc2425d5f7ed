package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services of several kinds, and several Services. */
abstract class ServicesContract extends ClusterTest {

    private void serveV1(Map<String, Object> service) {
        world.create(service);
        world.observe(World.SERVICE);
        assertThat(world.outcome(RequestBuilder.label("v1")))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        world.restart();
    }

    private static Map<String, Object> demo() {
        return Manifests.demo("label/service.yaml");
    }

    @ParameterizedTest
    @CsvSource({"LABEL, ATOMIC", "LABEL, OVERLAP", "SELECTOR, ATOMIC", "SELECTOR, OVERLAP"})
    void movesSeveralServicesTogether(Mode mode, CutoverChoice how) {
        Map<String, String> other =
                mode == Mode.LABEL ? Map.of("tier", "front") : Map.of("app", "demo", "version", "v1");
        world.create(service("other-service", "ClusterIP", other));
        if (mode == Mode.LABEL) {
            world.create("label/service.yaml");
            assertThat(world.outcome(RequestBuilder.label("v1").services("demo-service", "other-service")))
                    .as("%s", world.story())
                    .isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        } else {
            serveV1(mode);
        }
        var second = world.observe("other-service");
        world.restart();

        var ending = world.run(RequestBuilder.deploy(mode, "v2")
                .services("demo-service", "other-service")
                .options(options -> options.cutover(how)));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release(mode, 2)));
        assertThat(
                        how == CutoverChoice.OVERLAP
                                ? second.violationsOfOverlap(release(mode, 2), 3)
                                : second.violations(release(mode, 2), 3))
                .isEmpty();
        assertThat(world.look().serving("other-service")).isEqualTo(Map.of(release(mode, 2), 3));
        assertThat(
                        how == CutoverChoice.OVERLAP
                                ? world.service().violationsOfOverlap(release(mode, 2), 3)
                                : world.service().violations(release(mode, 2), 3))
                .isEmpty();
        assertClean(release(mode, 2), 3);
    }

    @Test
    void namesTheServicesByTheAnnotationOfSpinnaker() {
        var manifest = io.jenkins.plugins.bluegreen.manifest.Manifest.parse(RequestBuilder.label("v1")
                .manifest(map -> Manifests.at(map, "metadata", "annotations")
                        .put("traffic.spinnaker.io/load-balancers", "[\"service demo-service\"]"))
                .manifest());

        assertThat(manifest.services()).containsExactly("demo-service");
    }

    @Test
    void movesAHeadlessServiceAndWarns() {
        Map<String, Object> headless = demo();
        Manifests.at(headless, "spec").put("type", "ClusterIP");
        Manifests.at(headless, "spec").put("clusterIP", "None");
        serveV1(headless);

        var ending = world.run(RequestBuilder.label("v2"));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(ending.report().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("demo-service is headless"));
        assertMoved(ending, "demo-rs-v002", 3, CutoverChoice.ATOMIC);
    }

    @Test
    void warnsOfSessionAffinity() {
        Map<String, Object> sticky = demo();
        Manifests.at(sticky, "spec").put("sessionAffinity", "ClientIP");
        serveV1(sticky);

        var ending = world.run(RequestBuilder.label("v2"));

        assertThat(ending.report().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("demo-service has session affinity"));
        assertMoved(ending, "demo-rs-v002", 3, CutoverChoice.ATOMIC);
    }

    private static void portName(Map<String, Object> manifest, String name) {
        Manifests.at(manifest, "spec", "template", "spec", "containers", 0)
                .put("ports", List.of(Map.of("name", name, "containerPort", 8080)));
    }

    @Test
    void movesAServiceWhosePortIsNamed() {
        Map<String, Object> named = demo();
        Manifests.at(named, "spec").put("ports", List.of(Map.of("port", 80, "targetPort", "web")));
        world.create(named);
        world.observe(World.SERVICE);
        assertThat(world.outcome(RequestBuilder.label("v1").manifest(map -> portName(map, "web"))))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        world.restart();

        var ending = world.run(RequestBuilder.label("v2").manifest(map -> portName(map, "web")));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertMoved(ending, "demo-rs-v002", 3, CutoverChoice.ATOMIC);
    }

    @Test
    void neverMovesAServiceToPodsWithoutItsPort() {
        Map<String, Object> named = demo();
        Manifests.at(named, "spec").put("ports", List.of(Map.of("port", 80, "targetPort", "web")));
        world.create(named);
        world.observe(World.SERVICE);
        assertThat(world.outcome(RequestBuilder.label("v1").manifest(map -> portName(map, "web"))))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        world.restart();

        var outcome = world.outcome(RequestBuilder.label("v2").manifest(map -> portName(map, "other")));

        assertThat(outcome).as("%s", world.story()).isInstanceOf(Outcome.Refused.class);
        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void movesBothFamiliesOfAServiceWhereTheClusterHasThem() {
        Map<String, Object> dual = demo();
        Manifests.at(dual, "spec").put("ipFamilyPolicy", "PreferDualStack");
        world.create(dual);
        Assumptions.assumeTrue(
                world.look().service(World.SERVICE).getSpec().getIpFamilies().size() == 2,
                "Services have one address family on " + cluster.name());
        world.observe(World.SERVICE);
        assertThat(world.outcome(RequestBuilder.label("v1"))).isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        world.restart();

        var ending = world.run(RequestBuilder.label("v2"));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        // The controller writes the slices of one family after those of the other: each is never mixed, both may be.
        assertThat(world.service().violationsOfOverlap("demo-rs-v002", 3)).isEmpty();
        assertClean("demo-rs-v002", 3);

        assertThat(world.client()
                        .discovery()
                        .v1()
                        .endpointSlices()
                        .inNamespace(world.namespace())
                        .withLabel("kubernetes.io/service-name", World.SERVICE)
                        .list()
                        .getItems())
                .extracting("addressType")
                .contains("IPv4", "IPv6");
    }

    @Test
    void overlapsWhereTrafficIsToStayOnItsNode() {
        Map<String, Object> local = demo();
        Manifests.at(local, "spec").put("externalTrafficPolicy", "Local");
        serveV1(local);

        var ending = world.run(
                RequestBuilder.label("v2").options(options -> options.settle(java.time.Duration.ofSeconds(1))));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(world.service().seen(3).mixedWindows()).isPositive();
        assertMoved(ending, "demo-rs-v002", 3, CutoverChoice.OVERLAP);
    }

    @Test
    void leavesPodsOfNobodyInAnOverlap() {
        serveV1(Mode.LABEL);
        stray();
        awaitServing(Map.of("demo-rs-v001", 3, "nobody", 1));

        var ending = world.run(RequestBuilder.label("v2").options(options -> options.cutover(CutoverChoice.OVERLAP)));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(ending.report().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("pods that belong to no release: stray"));
        awaitServing(Map.of("demo-rs-v002", 3, "nobody", 1));
    }

    @Test
    void refusesToCutOffPodsOfNobody() {
        serveV1(Mode.LABEL);
        stray();
        awaitServing(Map.of("demo-rs-v001", 3, "nobody", 1));

        var outcome =
                world.outcome(RequestBuilder.label("v2").options(options -> options.cutover(CutoverChoice.ATOMIC)));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.problems().get(0).sentence())
                .contains("pods that belong to no release serve it and would be cut off: stray")
                .contains("use cutover overlap, which leaves them"));
        awaitServing(Map.of("demo-rs-v001", 3, "nobody", 1));
    }

    private void stray() {
        world.create(Manifests.parse("""
                apiVersion: v1
                kind: Pod
                metadata: {name: stray, labels: {createBy: demo-service}}
                spec: {containers: [{name: demo, image: "docker.io/bebullish/demo:v0", ports: [{containerPort: 8080}]}]}
                """));
    }

    @Test
    void makesThePreviewServiceForTheGateAndRemovesIt() {
        serveV1(Mode.LABEL);

        var ending = world.run(
                RequestBuilder.label("v2").gated().options(options -> options.previewService("demo-preview")),
                candidate -> CompletableFuture.supplyAsync(() -> {
                    await().atMost(PATIENCE)
                            .untilAsserted(() -> assertThat(world.look().serving("demo-preview"))
                                    .isEqualTo(Map.of("demo-rs-v002", 3)));
                    return java.util.Optional.empty();
                }));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertMoved(ending, "demo-rs-v002", 3, CutoverChoice.ATOMIC);
        assertThat(world.client()
                        .services()
                        .inNamespace(world.namespace())
                        .withName("demo-preview")
                        .get())
                .isNull();
    }
}
