package io.jenkins.plugins.bluegreen.testkit.contract;

@OnSimulator
class HistoryOnSimulatorTest extends HistoryContract {}
