package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import org.kohsuke.stapler.DataBoundSetter;

/** A step about releases that are there; without anything it is about those that its build prepared or promoted. */
public abstract class WorkloadStep extends CutoverStep {
    private String workload;

    /** See {@link Parameter#WORKLOAD}. */
    public String getWorkload() {
        return Util.fixNull(workload);
    }

    /** Sets {@link #getWorkload}. */
    @DataBoundSetter
    public void setWorkload(String workload) {
        this.workload = Util.fixEmptyAndTrim(workload);
    }
}
