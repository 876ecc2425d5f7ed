package io.jenkins.plugins.bluegreen.testkit.contract;

@OnControlPlane
class LimitsOnControlPlaneIT extends LimitsContract {}
