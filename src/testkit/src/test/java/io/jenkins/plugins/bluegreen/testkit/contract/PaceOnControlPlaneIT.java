package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class PaceOnControlPlaneIT extends PaceContract {}
