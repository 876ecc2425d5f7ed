package io.jenkins.plugins.bluegreen.testkit.sabotage;

import io.jenkins.plugins.bluegreen.testkit.contract.OnSimulator;

@OnSimulator
class SabotageOnSimulatorTest extends SabotageContract {
    @Override
    boolean shows(String promise) {
        return true;
    }
}
