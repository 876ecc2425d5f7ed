package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class CompanionOnSimulatorTest extends CompanionContract {}
