package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class FailureOnSimulatorTest extends FailureContract {}
