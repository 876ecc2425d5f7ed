package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class AdoptionOnSimulatorTest extends AdoptionContract {}
