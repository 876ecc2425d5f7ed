package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.Extension;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code blueGreenStatus}: the releases as the cluster has them now; read-only. */
public final class StatusStep extends ClusterStep {
    /** For the databinding; everything has a default. */
    @DataBoundConstructor
    public StatusStep() {
        // Without anything it is about what its build prepared or promoted.
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return new StatusExecution(context, access(), settings());
    }

    /** Its descriptor. */
    @Extension
    public static final class DescriptorImpl extends StepForms {
        /** For Jenkins, which makes one. */
        public DescriptorImpl() {
            super("blueGreenStatus", Messages._StatusStep_DisplayName());
        }
    }
}
