package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class ServicesOnControlPlaneIT extends ServicesContract {}
