package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class CompanionOnControlPlaneIT extends CompanionContract {}
