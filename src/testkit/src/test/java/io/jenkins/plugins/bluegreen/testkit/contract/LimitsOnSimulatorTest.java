package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class LimitsOnSimulatorTest extends LimitsContract {}
