package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be done is refused before anything is written: what was asked, what was found, and what to do. */
abstract class RefusalContract extends ClusterTest {

    private void assertRefused(RequestBuilder request, String... parts) {
        String before = world.look().versions();

        Outcome outcome = world.outcome(request);

        assertThat(outcome).as("%s", world.story()).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            List<String> sentences =
                    refused.problems().stream().map(Problem::sentence).toList();
            assertThat(String.join(" ", sentences)).contains(parts);
        });
        assertThat(world.faults().calls()).noneMatch(Call::writes);
        assertThat(world.look().versions()).isEqualTo(before);
    }

    @Test
    void aServiceThatIsNotThere() {
        assertRefused(RequestBuilder.label("v1"), "Service demo-service", "there is no such Service");
    }

    @Test
    void aNamespaceThatIsNotThere() {
        assertRefused(RequestBuilder.label("v1").namespace("no-such-namespace"), "no-such-namespace");
    }

    @Test
    void aServiceWithoutASelector() {
        world.create(Manifests.parse("""
                apiVersion: v1
                kind: Service
                metadata: {name: demo-service}
                spec: {ports: [{port: 80}]}
                """));

        assertRefused(RequestBuilder.label("v1"), "Service demo-service", "it has no selector");
    }

    @Test
    void anExternalNameService() {
        world.create(Manifests.parse("""
                apiVersion: v1
                kind: Service
                metadata: {name: demo-service}
                spec: {type: ExternalName, externalName: example.org}
                """));

        assertRefused(RequestBuilder.label("v1"), "it is an ExternalName, which has no endpoints");
    }

    @Test
    void aServiceWhoseKeysAreAllTheWorkloadsOwn() {
        world.create(service("demo-service", "ClusterIP", Map.of("app", "demo")));

        assertRefused(
                RequestBuilder.label("v1"),
                "all keys of its selector (app) are in the workload's own selector",
                "Use mode selector");
    }

    @Test
    void aServiceThatNamesNoVersion() {
        world.create(service("demo-service", "ClusterIP", Map.of("app", "demo")));

        assertRefused(RequestBuilder.selector("v2"), "its selector has no key version (it has app)");
    }

    @Test
    void twoServicesThatAskOneKeyToHaveTwoValues() {
        world.create(service("demo-service", "ClusterIP", Map.of("createBy", "demo-service")));
        world.create(service("other-service", "ClusterIP", Map.of("createBy", "other-service")));

        assertRefused(
                RequestBuilder.label("v1").services("demo-service", "other-service"),
                "the Services ask the label createBy to be both");
    }

    @Test
    void aServiceThatAsksForAPortThatNoContainerHas() {
        Map<String, Object> service = Manifests.demo("label/service.yaml");
        Manifests.at(service, "spec").put("ports", List.of(Map.of("port", 80, "targetPort", "web")));
        world.create(service);

        assertRefused(
                RequestBuilder.label("v1"),
                "no container of ReplicaSet demo-rs has a port of that name",
                "Name the port in the manifest, or give the Service its number");
    }

    @Test
    void twoProblemsAtOnce() {
        world.create(Manifests.parse("""
                apiVersion: v1
                kind: Service
                metadata: {name: other-service}
                spec: {ports: [{port: 80}]}
                """));

        assertRefused(
                RequestBuilder.label("v1").services("demo-service", "other-service"),
                "there is no such Service",
                "it has no selector");
    }

    @Test
    void anActiveDeploymentInLabelMode() {
        world.create(service("demo-service", "ClusterIP", Map.of("createBy", "demo-service")));
        Map<String, Object> deployment = Manifests.demo("selector/deployment-v1.yaml");
        Manifests.at(deployment, "spec", "template", "metadata", "labels").put("createBy", "demo-service");
        world.create(deployment);
        awaitServing(Map.of("demo-dp-v1", 3));

        assertRefused(
                RequestBuilder.label("v2"),
                "Deployment demo-dp-v1 carries the traffic",
                "Use mode selector, or replace the Deployment by a ReplicaSet first");
    }

    @Test
    void anActiveReleaseWithTheTrafficLabelInItsOwnSelector() {
        world.create(service("demo-service", "ClusterIP", Map.of("createBy", "demo-service")));
        Map<String, Object> set = Manifests.named(Manifests.demo("label/replicaset.yaml"), "demo-rs-v001");
        Manifests.at(set, "spec", "selector", "matchLabels").put("createBy", "demo-service");
        Manifests.at(set, "spec", "template", "metadata", "labels").put("createBy", "demo-service");
        Manifests.at(set, "spec", "template", "spec", "containers", 0).put("image", "docker.io/bebullish/demo:v1");
        world.create(set);
        awaitServing(Map.of("demo-rs-v001", 3));

        assertRefused(
                RequestBuilder.label("v2"),
                "the active release demo-rs-v001 has the traffic label createBy in its own selector");
    }

    @Test
    void anotherServiceThatWouldSelectTheCandidateWhileItIsDark() {
        serveV1(Mode.LABEL);
        world.create(service("everything", "ClusterIP", Map.of("app", "demo")));

        assertRefused(
                RequestBuilder.label("v2"), "Service everything selects it too, so it would serve while it is dark");

        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void unreadyAddressesInAnAtomicCutover() {
        Map<String, Object> service = Manifests.demo("label/service.yaml");
        Manifests.at(service, "spec").put("publishNotReadyAddresses", true);
        world.create(service);

        assertRefused(
                RequestBuilder.label("v1").options(options -> options.cutover(CutoverChoice.ATOMIC)),
                "it publishes addresses that are not ready",
                "Set publishNotReadyAddresses to false, or use cutover overlap");
    }

    @Test
    void aServiceWithARecordThatCannotBeRead() {
        serveV1(Mode.LABEL);
        world.client()
                .services()
                .inNamespace(world.namespace())
                .withName("demo-service")
                .edit(service -> {
                    service.getMetadata().setAnnotations(Map.of("bluegreen.jenkins.io/cutover", "not JSON"));
                    return service;
                });
        world.forget();
        world.restart();

        assertRefused(RequestBuilder.label("v2"), "its annotation bluegreen.jenkins.io/cutover cannot be read");
    }
}
