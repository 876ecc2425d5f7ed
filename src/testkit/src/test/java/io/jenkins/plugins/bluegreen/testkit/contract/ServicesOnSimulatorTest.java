package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class ServicesOnSimulatorTest extends ServicesContract {}
