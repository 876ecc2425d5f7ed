package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class DeployOnSimulatorTest extends DeployContract {}
