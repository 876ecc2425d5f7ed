package io.jenkins.plugins.bluegreen.testkit.contract;

import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import org.junit.jupiter.api.BeforeEach;

@OnSimulator
class DisturbanceOnSimulatorTest extends DisturbanceContract {
    @BeforeEach
    @Override
    void open(TestCluster where) {
        super.open(SimulatedCluster.lagging());
    }
}
