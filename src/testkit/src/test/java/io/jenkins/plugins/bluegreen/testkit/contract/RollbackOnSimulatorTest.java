package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class RollbackOnSimulatorTest extends RollbackContract {}
