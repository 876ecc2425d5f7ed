package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class PrepareOnSimulatorTest extends PrepareContract {}
