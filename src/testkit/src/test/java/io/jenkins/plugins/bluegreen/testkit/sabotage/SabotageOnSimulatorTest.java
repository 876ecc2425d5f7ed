package io.jenkins.plugins.bluegreen.testkit.sabotage;

import io.jenkins.plugins.bluegreen.testkit.cluster.SimulatedCluster;
import io.jenkins.plugins.bluegreen.testkit.cluster.TestCluster;
import io.jenkins.plugins.bluegreen.testkit.contract.OnSimulator;
import org.junit.jupiter.api.BeforeEach;

@OnSimulator
class SabotageOnSimulatorTest extends SabotageContract {
    @BeforeEach
    @Override
    void open(TestCluster where) {
        super.open(SimulatedCluster.lagging());
    }

    @Override
    boolean shows(String promise) {
        return true;
    }
}
