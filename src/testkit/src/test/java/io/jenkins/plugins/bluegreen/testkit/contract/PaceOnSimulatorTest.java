package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class PaceOnSimulatorTest extends PaceContract {}
