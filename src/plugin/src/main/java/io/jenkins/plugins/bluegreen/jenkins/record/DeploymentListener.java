package io.jenkins.plugins.bluegreen.jenkins.record;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;

/** Hears that builds deploy. May block for a moment: it is called on threads where that is allowed. */
public interface DeploymentListener extends ExtensionPoint {
    /**
     * A build deploys, or has a record of a deployment.
     *
     * @param build may be told of several times
     */
    void deploys(Run<?, ?> build);

    /** Tells all. */
    static void fire(Run<?, ?> build) {
        ExtensionList.lookup(DeploymentListener.class).forEach(listener -> listener.deploys(build));
    }
}
