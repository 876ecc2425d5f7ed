package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class PrepareOnControlPlaneIT extends PrepareContract {}
