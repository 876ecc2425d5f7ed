package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.controllers.Controller;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** EndpointSlices, stepped. */
class EndpointSliceTest {
    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: web, labels: {team: red}}
            spec: {selector: {release: v1}, ports: [{port: 80, targetPort: http}]}
            """;

    private World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    private void select(String selector) {
        world.api.patch(Api.CORE + "services/web", Api.MERGE, "{\"spec\": {\"selector\": %s}}".formatted(selector));
    }

    @Test
    void followsASelectorInOneWriteAndTakesTheServicesLabelsAlong() {
        world.create(SERVICE);
        world.create(World.set("v1", 3, "v1"));
        world.create(World.set("v2", 3, "v2"));
        world.available("v1", 3);
        world.available("v2", 3);
        world.until(store -> world.ready("v1") == 3);
        assertThat(world.slices()).hasSize(1);
        JsonNode slice = world.slices().get(0);
        assertThat(Json.labels(slice))
                .containsEntry("team", "red")
                .containsEntry("kubernetes.io/service-name", "web")
                .containsEntry("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
        assertThat(slice.at("/ports/0/port").asInt()).isEqualTo(8080);

        world.api.patch(
                Api.CORE + "services/web",
                Api.MERGE,
                "{\"metadata\": {\"labels\": {\"cutover\": \"1\"}}, \"spec\": {\"selector\": {\"release\": \"v2\"}}}");
        world.until(store -> {
            assertThat(world.ready("v1") == 0 || world.ready("v2") == 0).isTrue();
            boolean marked = Json.labels(world.slices().get(0)).containsKey("cutover");
            assertThat(marked).isEqualTo(world.ready("v2") == 3);
            return marked;
        });
    }

    @Test
    void spreadsOverSlicesOfAHundredAndWritesThemOneByOne() {
        world.create(SERVICE);
        world.create(World.set("v1", 250, "v1"));
        world.create(World.set("v2", 250, "v2"));
        world.available("v1", 250);
        world.available("v2", 250);
        world.until(store -> world.ready("v1") == 250);
        assertThat(world.slices()).hasSize(3);

        select("{\"release\": \"v2\"}");
        Set<Long> seen = new HashSet<>();
        world.until(store -> {
            seen.add(world.ready("v2"));
            return world.ready("v2") == 250 && world.ready("v1") == 0;
        });

        assertThat(seen).hasSizeGreaterThan(2);
        assertThat(world.slices())
                .allSatisfy(slice -> assertThat(slice.path("endpoints").size()).isLessThanOrEqualTo(100));
    }

    @Test
    void losesEndpointsWhenLabelsAndSelectorRace() {
        world.create(SERVICE);
        world.create(World.set("v1", 50, "v1"));
        world.available("v1", 50);
        world.until(store -> world.ready("v1") == 50);

        world.pods("v1")
                .forEach(pod -> world.api.patch(
                        Api.CORE + "pods/" + Json.name(pod),
                        Api.MERGE,
                        "{\"metadata\": {\"labels\": {\"late\": \"yes\"}}}"));
        select("{\"release\": null, \"late\": \"yes\"}");
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            world.advance(java.time.Duration.ofMillis(1));
            seen.add(world.ready("v1"));
        }

        assertThat(seen).as("the selector was seen before all the labels").anyMatch(count -> count < 50);
        world.until(store -> world.ready("v1") == 50);
    }

    @Test
    void showsPodsThatEndAsServingAndNotReady() {
        world.create(SERVICE);
        world.create(World.set("v1", 1, "v1"));
        world.until(store -> world.ready("v1") == 1);
        world.cluster.nodes().pause();

        world.api.delete(Api.CORE + "pods/" + world.pod("v1"));
        world.until(store -> world.ready("v1") == 0);

        JsonNode conditions = world.slices().get(0).at("/endpoints/0/conditions");
        assertThat(conditions).isEqualTo(Api.yaml("{ready: false, serving: true, terminating: true}"));
    }

    @Test
    void leavesOutANamedPortThatAPodDoesNotHave() {
        world.create(SERVICE.replace("targetPort: http", "targetPort: admin"));
        world.create(World.set("v1", 1, "v1"));
        world.until(store -> world.ready("v1") == 1);

        assertThat(world.slices().get(0).path("ports")).isEmpty();
    }

    @Test
    void publishesWhatIsNotReadyWhenAsked() {
        world.create(SERVICE.replace("spec: {", "spec: {publishNotReadyAddresses: true, "));
        world.create(World.set("v1", 1, "never-ready"));

        world.until(store -> world.ready("v1") == 1);
    }

    @Test
    void mendsSlicesThatSomeoneElseTouches() {
        world.create(SERVICE);
        world.create(World.set("v1", 2, "v1"));
        world.until(store -> world.ready("v1") == 2);
        String name = Json.name(world.slices().get(0));

        world.api.delete("/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/" + name);
        world.until(store -> world.ready("v1") == 2);
        assertThat(world.slices()).noneMatch(slice -> Json.name(slice).equals(name));
    }

    @Test
    void keepsTheOlderEndpointsObjectAndMirrorsThoseThatPeopleWrite() {
        world.create(SERVICE);
        world.create(World.set("v1", 2, "v1"));
        world.until(store -> world.there("endpoints", "web")
                && world.get("endpoints", "web").at("/subsets/0/addresses").size() == 2);

        world.create("{apiVersion: v1, kind: Service, metadata: {name: outside}, spec: {ports: [{port: 80}]}}");
        world.api.post(Api.CORE + "endpoints", """
                metadata: {name: outside}
                subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{port: 80}]}]
                """);
        world.until(store -> world.slices().stream()
                .anyMatch(slice -> slice.at("/endpoints/0/addresses/0").asText().equals("192.0.2.1")));
    }

    @Test
    void hasSlicesOfBothFamiliesInADualStackCluster() {
        world.close();
        world = new World(Settings.fast().withDualStack());
        world.create(SERVICE.replace("spec: {", "spec: {ipFamilyPolicy: RequireDualStack, "));
        world.create(World.set("v1", 2, "v1"));

        world.until(store -> world.ready("v1") == 4);
        assertThat(world.slices())
                .extracting(slice -> slice.path("addressType").asText())
                .containsExactlyInAnyOrder("IPv4", "IPv6");
        ObjectNode service = (ObjectNode) world.get("services", "web");
        assertThat(service.at("/spec/clusterIPs")).hasSize(2);
    }

    @Test
    void goesWithItsService() {
        world.create(SERVICE);
        world.until(store -> world.slices().size() == 1);
        world.cluster.controllers().pause(Controller.ENDPOINTS);

        world.api.delete(Api.CORE + "services/web");
        world.until(store -> world.slices().isEmpty());
    }
}
