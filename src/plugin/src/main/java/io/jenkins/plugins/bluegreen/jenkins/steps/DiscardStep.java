package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.run.Order;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code blueGreenDiscard}: what was prepared goes. */
public final class DiscardStep extends ClusterStep {
    private String workload;
    private String release;

    /** For the databinding; everything has a default. */
    @DataBoundConstructor
    public DiscardStep() {
        // Without anything it is about what its build prepared or promoted.
    }

    /** See {@link Parameter#WORKLOAD}. */
    public String getWorkload() {
        return Util.fixNull(workload);
    }

    /** Sets {@link #getWorkload}. */
    @DataBoundSetter
    public void setWorkload(String workload) {
        this.workload = Util.fixEmptyAndTrim(workload);
    }

    /** See {@link Parameter#RELEASE}. */
    public String getRelease() {
        return Util.fixNull(release);
    }

    /** Sets {@link #getRelease}. */
    @DataBoundSetter
    public void setRelease(String release) {
        this.release = Util.fixEmptyAndTrim(release);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return OrderExecution.moving(context, Order.Kind.DISCARD, this, getWorkload(), getRelease());
    }

    /** Its descriptor. */
    @Extension
    public static final class DescriptorImpl extends StepForms {
        /** For Jenkins, which makes one. */
        public DescriptorImpl() {
            super("blueGreenDiscard", Messages._DiscardStep_DisplayName());
        }
    }
}
