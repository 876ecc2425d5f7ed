package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.Extension;
import hudson.Util;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code blueGreenRollback}: an earlier release gets the traffic again. */
public final class RollbackStep extends WorkloadStep {
    private String to;

    /** For the databinding; everything has a default. */
    @DataBoundConstructor
    public RollbackStep() {
        // Without anything it is about what its build prepared or promoted.
    }

    /** See {@link Parameter#TO}. */
    public String getTo() {
        return Util.fixNull(to);
    }

    /** Sets {@link #getTo}. */
    @DataBoundSetter
    public void setTo(String to) {
        this.to = Util.fixEmptyAndTrim(to);
    }

    /** See {@link Parameter#REPLICAS}; null if it is not given. */
    public Integer getReplicas() {
        String replicas = settings().getReplicas();
        return replicas.isEmpty() ? null : Integer.valueOf(replicas);
    }

    /** Sets {@link #getReplicas}. */
    @DataBoundSetter
    public void setReplicas(Integer replicas) {
        settings().setReplicas(replicas == null ? null : replicas.toString());
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return OrderExecution.back(context, this, getWorkload(), getTo());
    }

    /** Its descriptor. */
    @Extension
    public static final class DescriptorImpl extends StepForms {
        /** For Jenkins, which makes one. */
        public DescriptorImpl() {
            super("blueGreenRollback", Messages._RollbackStep_DisplayName());
        }
    }
}
