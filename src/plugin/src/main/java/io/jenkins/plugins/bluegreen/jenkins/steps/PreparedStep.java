package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import org.kohsuke.stapler.DataBoundSetter;

/** A step about a release that was prepared. */
public abstract class PreparedStep extends WorkloadStep {
    private String release;

    /** See {@link Parameter#RELEASE}. */
    public String getRelease() {
        return Util.fixNull(release);
    }

    /** Sets {@link #getRelease}. */
    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Util.fixEmptyAndTrim(release);
    }
}
