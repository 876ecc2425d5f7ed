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

/** {@code blueGreenPromote}: what was prepared gets the traffic. */
public final class PromoteStep extends WorkloadStep {
    private String release;

    /** For the databinding; everything has a default. */
    @DataBoundConstructor
    public PromoteStep() {
        // Without anything it is about what its build prepared or promoted.
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

    /** See {@link Parameter#KEEP_FAILED}. */
    public boolean isKeepFailed() {
        return settings().isKeepFailed();
    }

    /** Sets {@link #isKeepFailed}. */
    @DataBoundSetter
    public void setKeepFailed(boolean keepFailed) {
        settings().setKeepFailed(keepFailed);
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return OrderExecution.moving(context, Order.Kind.PROMOTE, this, getWorkload(), getRelease());
    }

    /** Its descriptor. */
    @Extension
    public static final class DescriptorImpl extends StepForms {
        /** For Jenkins, which makes one. */
        public DescriptorImpl() {
            super("blueGreenPromote", Messages._PromoteStep_DisplayName());
        }
    }
}
