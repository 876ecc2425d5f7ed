package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class RefusalOnSimulatorTest extends RefusalContract {}
