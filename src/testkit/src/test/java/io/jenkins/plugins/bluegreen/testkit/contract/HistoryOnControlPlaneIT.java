package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class HistoryOnControlPlaneIT extends HistoryContract {}
