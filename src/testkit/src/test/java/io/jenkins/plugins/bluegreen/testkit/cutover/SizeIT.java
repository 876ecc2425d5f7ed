package io.jenkins.plugins.bluegreen.testkit.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import io.jenkins.plugins.bluegreen.testkit.process.Child;
import io.jenkins.plugins.bluegreen.testkit.process.Deployment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A thousand pods to a thousand others, in a process that has little memory and makes few requests. */
@EnabledIfSystemProperty(
        named = "cluster.long",
        matches = "true",
        disabledReason = "It takes minutes: run it with -Dcluster.long=true")
@OnControlPlane
class SizeIT {
    private static final int PODS = Integer.getInteger("cluster.pods", 1000);

    /** Of the Service and of the workload; the longer all of it takes, the more often each is renewed. */
    private static final int LEASES = 2;

    private static final Duration RENEWAL = Duration.ofSeconds(5);

    @Test
    void movesAThousandPodsInLittleMemoryWithFewRequests(TestCluster cluster) {
        assumeTrue(2 * PODS <= cluster.capacity(), "the cluster has no room for that");
        try (World world = World.in(cluster)) {
            world.create("label/service.yaml");
            deploy(world, "v1");
            world.restart();

            long begun = System.nanoTime();
            List<String> told = deploy(world, "v2");
            long renewals = Duration.ofNanos(System.nanoTime() - begun).dividedBy(RENEWAL) * LEASES;

            Observation seen = world.service().seen(PODS);
            assertThat(seen.earlyEndpoints()).isZero();
            assertThat(seen.leaks()).isEmpty();
            assertThat(seen.zeroMillis()).isZero();
            assertThat(world.look().serving(World.SERVICE)).isEqualTo(Map.of("demo-rs-v002", PODS));
            assertThat(world.look().unfinished()).isEmpty();
            int requests = told.stream()
                    .filter(line -> line.startsWith("requests "))
                    .mapToInt(line -> Integer.parseInt(line.substring("requests ".length())))
                    .findFirst()
                    .orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "Cutover of %d pods: %.0f ms; mixed %.0f ms; fewest endpoints %d; %d requests%n",
                    PODS,
                    seen.cutoverMillis(),
                    seen.mixedTotalMillis(),
                    seen.fewestReadyEndpoints(),
                    requests);
            assertThat((long) requests).isLessThanOrEqualTo(2 * PODS + 60 + renewals);
        }
    }

    private static List<String> deploy(World world, String version) {
        try (Child child = Child.start(
                Deployment.class,
                world.site().kubeconfig(),
                List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
                world.namespace(),
                "LABEL",
                "ATOMIC",
                version,
                String.valueOf(PODS))) {
            assertThat(child.awaitEnd(600)).as("%s", child.lines()).isZero();
            assertThat(child.lines()).anyMatch(line -> line.startsWith("outcome Promoted"));
            return child.lines();
        }
    }
}
