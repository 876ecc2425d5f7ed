package io.jenkins.plugins.bluegreen.testkit.sabotage;

import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;

/** The controllers are fast: what an unproven step lets through is there for moments only, and not each time. */
@OnControlPlane
class SabotageOnControlPlaneIT extends SabotageContract {
    @Override
    boolean shows(String promise) {
        return !promise.equals("G2 hand back unproven");
    }
}
