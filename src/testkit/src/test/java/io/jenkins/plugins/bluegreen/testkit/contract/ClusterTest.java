package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A test with a world of its own. */
@Execution(ExecutionMode.CONCURRENT)
abstract class ClusterTest {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    protected TestCluster cluster;
    protected World world;

    @BeforeEach
    void open(TestCluster where) {
        cluster = where;
        world = World.in(where);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Name of the release of a version that is the nth of its workload. */
    static String release(Mode mode, int nth) {
        return mode == Mode.LABEL ? "demo-rs-v%03d".formatted(nth) : "demo-dp-v" + nth;
    }

    /** The demonstration's Service and its first version, serving; what is judged begins after that. */
    protected void serveV1(Mode mode) {
        if (mode == Mode.LABEL) {
            world.create("label/service.yaml");
            assertThat(world.outcome(RequestBuilder.label("v1")))
                    .as("%s", world.story())
                    .isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        } else {
            world.create("selector/service.yaml");
            world.create("selector/deployment-v1.yaml");
            awaitServing(Map.of("demo-dp-v1", 3));
        }
        assertThat(world.look().serving(World.SERVICE)).isEqualTo(Map.of(release(mode, 1), 3));
        world.restart();
    }

    /** A Service like the demonstration's. */
    static Map<String, Object> service(String name, String type, Map<String, String> selector) {
        Map<String, Object> service = Manifests.named(Manifests.demo("label/service.yaml"), name);
        Manifests.at(service, "spec").put("type", type);
        Manifests.at(service, "spec").put("selector", selector);
        return service;
    }

    protected void awaitServing(Map<String, Integer> expected) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(world.look().serving(World.SERVICE))
                .isEqualTo(expected));
    }

    /** Everything that was promised of a cutover to a release held, by the observer; and the report agrees with that. */
    protected void assertMoved(Run.Ending ending, String release, int replicas, CutoverChoice how) {
        assertThat(
                        how == CutoverChoice.OVERLAP
                                ? world.service().violationsOfOverlap(release, replicas)
                                : world.service().violations(release, replicas))
                .as("%s", world.story())
                .isEmpty();
        assertThat(world.service().disagreements(ending.report())).isEmpty();
        assertClean(release, replicas);
    }

    /** One release serves with all its pods, and nothing of a cutover is left. */
    protected void assertClean(String release, int replicas) {
        assertThat(world.look().serving(World.SERVICE)).isEqualTo(Map.of(release, replicas));
        assertThat(world.look().unfinished()).isEmpty();
        assertThat(world.look().held()).isEmpty();
    }

    /** What served before serves on, and never served less. */
    protected void assertUntouched(String release, int replicas) {
        assertThat(world.service().violations(release, replicas))
                .as("%s", world.story())
                .isEmpty();
        assertThat(world.service().seen(replicas).states()).isEqualTo(1);
        assertClean(release, replicas);
    }
}
