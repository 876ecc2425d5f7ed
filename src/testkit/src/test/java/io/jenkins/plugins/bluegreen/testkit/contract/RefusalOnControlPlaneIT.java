package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class RefusalOnControlPlaneIT extends RefusalContract {}
