package io.jenkins.plugins.bluegreen.testkit.sabotage;

import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.contract.OnSimulator;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

@OnSimulator
class SabotageOnSimulatorTest extends SabotageContract {
    /** Its caches are so far behind that a careless run is ahead of them, even on a machine that has much else to do. */
    @BeforeEach
    @Override
    void open(TestCluster where) {
        super.open(new SimulatedCluster(
                Settings.fast().withoutTls().withSpeed(Speed.fast().withCacheLag(Duration.ofMillis(100)))));
    }

    @Override
    boolean shows(String promise) {
        return true;
    }
}
