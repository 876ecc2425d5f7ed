package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class LockOnSimulatorTest extends LockContract {}
