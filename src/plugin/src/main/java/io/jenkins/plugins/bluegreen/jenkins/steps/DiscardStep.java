package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.Extension;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.run.Order;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code blueGreenDiscard}: what was prepared goes. */
public final class DiscardStep extends PreparedStep {
    /** For the databinding; everything has a default. */
    @DataBoundConstructor
    public DiscardStep() {
        // Without anything it is about what its build prepared or promoted.
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
