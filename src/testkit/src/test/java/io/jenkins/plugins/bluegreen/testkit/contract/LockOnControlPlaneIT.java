package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class LockOnControlPlaneIT extends LockContract {}
