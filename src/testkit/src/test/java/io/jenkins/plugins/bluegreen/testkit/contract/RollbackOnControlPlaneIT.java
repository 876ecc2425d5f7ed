package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class RollbackOnControlPlaneIT extends RollbackContract {}
