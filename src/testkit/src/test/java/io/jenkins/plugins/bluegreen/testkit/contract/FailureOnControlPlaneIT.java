package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class FailureOnControlPlaneIT extends FailureContract {}
