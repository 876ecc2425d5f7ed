package io.jenkins.plugins.bluegreen.jenkins.back;

import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.InvisibleAction;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.security.Permission;
import java.io.IOException;
import java.util.List;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsFlowFactoryAction2;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.flow.DurabilityHintProvider;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** A Pipeline rolls back by a build with a sandboxed script of one step instead of its own, as Replay would have it. */
@OptionalExtension(requirePlugins = {"workflow-cps", "workflow-job"})
public final class PipelineRollbacks extends Rollbacks {
    @Override
    protected boolean knows(Job<?, ?> job) {
        return job instanceof WorkflowJob;
    }

    @Override
    protected List<Permission> permissions() {
        return List.of(Item.BUILD, ReplayAction.REPLAY);
    }

    @Override
    protected Queue.Item schedule(Job<?, ?> job, RollbackOrder order, CauseAction cause) {
        return ParameterizedJobMixIn.scheduleBuild2(job, 0, cause, order, new OneStep(Groovy.step(order)));
    }

    /** Has a build run one step. */
    public static final class OneStep extends InvisibleAction implements CpsFlowFactoryAction2 {
        private final String script;

        OneStep(String script) {
            this.script = script;
        }

        @Override
        public CpsFlowExecution create(
                FlowDefinition definition, FlowExecutionOwner owner, List<? extends Action> actions)
                throws IOException {
            WorkflowJob job = ((WorkflowRun) owner.getExecutable()).getParent();
            return new CpsFlowExecution(script, true, owner, DurabilityHintProvider.suggestedFor(job));
        }
    }
}
