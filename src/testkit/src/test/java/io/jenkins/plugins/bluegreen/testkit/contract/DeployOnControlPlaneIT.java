package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class DeployOnControlPlaneIT extends DeployContract {}
