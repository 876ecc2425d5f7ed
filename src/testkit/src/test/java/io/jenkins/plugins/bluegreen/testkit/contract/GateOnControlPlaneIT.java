package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class GateOnControlPlaneIT extends GateContract {}
