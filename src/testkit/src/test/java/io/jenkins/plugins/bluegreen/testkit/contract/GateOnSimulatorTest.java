package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class GateOnSimulatorTest extends GateContract {}
