package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.Extension;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.run.Order;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code blueGreenDeploy}: a new release gets the traffic. */
public final class DeployStep extends ReleaseStep {
    /** For the databinding; everything has a default. */
    @DataBoundConstructor
    public DeployStep() {
        // Either a manifest's path or its text is needed, so neither can be asked for here.
    }

    @Override
    public StepExecution start(StepContext context) throws Exception {
        return OrderExecution.making(context, Order.Kind.DEPLOY, this);
    }

    /** Its descriptor. */
    @Extension
    public static final class DescriptorImpl extends StepForms {
        /** For Jenkins, which makes one. */
        public DescriptorImpl() {
            super("blueGreenDeploy", Messages._DeployStep_DisplayName());
        }
    }
}
