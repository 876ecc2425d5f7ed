package io.jenkins.plugins.bluegreen.testkit.contract;

import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

@OnSimulator
class DisturbanceOnSimulatorTest extends DisturbanceContract {
    /** Its caches are so far behind that what is done too early shows. */
    @BeforeEach
    @Override
    void open(TestCluster where) {
        super.open(new SimulatedCluster(
                Settings.fast().withoutTls().withSpeed(Speed.fast().withCacheLag(Duration.ofMillis(100)))));
    }
}
