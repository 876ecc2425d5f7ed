package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class AdoptionOnControlPlaneIT extends AdoptionContract {}
