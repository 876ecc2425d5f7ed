package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class DisturbanceOnSimulatorTest extends DisturbanceContract {}
