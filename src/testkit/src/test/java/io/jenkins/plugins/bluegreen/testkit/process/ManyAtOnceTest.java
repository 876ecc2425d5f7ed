package io.jenkins.plugins.bluegreen.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import java.time.Duration;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A deployment that waits costs an object, not a thread. Alone on the machine: it has a thousand Leases to renew in time. */
@Isolated
class ManyAtOnceTest {
    private static final int THOUSAND = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    private static World world() {
        return World.in(new SimulatedCluster(Settings.fast().withoutPodServers()));
    }

    @Test
    void aThousandDeploymentsWaitForReadinessOnFewThreadsAndKeepTheirLeases() {
        try (World world = world();
                Child child = new Throng(world, THOUSAND).begin("256m", "never-ready", 1)) {
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(world.client()
                            .pods()
                            .inNamespace(world.namespace())
                            .list()
                            .getItems())
                    .as("%s", child.lines())
                    .hasSize(THOUSAND));
            ZonedDateTime all = ZonedDateTime.now();

            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> assertThat(world.client()
                            .leases()
                            .inNamespace(world.namespace())
                            .list()
                            .getItems())
                    .as("%s", child.lines())
                    .hasSize(THOUSAND)
                    .allSatisfy(
                            lease -> assertThat(lease.getSpec().getRenewTime()).isAfter(all)));

            Throng.assertFewThreads(child);
            assertThat(child.lines()).noneMatch(line -> line.startsWith("outcome"));
        }
    }

    @Test
    void fiftyDeploymentsAtOnceSucceedOnFewThreads() {
        try (World world = world()) {
            Throng.assertAllMove(world, 50);
        }
    }
}
