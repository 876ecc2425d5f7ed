package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class DisturbanceOnControlPlaneIT extends DisturbanceContract {}
