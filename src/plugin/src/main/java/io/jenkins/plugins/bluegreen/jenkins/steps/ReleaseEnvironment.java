package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.bluegreen.jenkins.run.BuildReleases;
import io.jenkins.plugins.bluegreen.jenkins.run.Held;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepEnvironmentContributor;

/** Tells the later steps of a build, or of a branch of it, what was prepared last: none of our steps takes a block that could. */
@Extension
public final class ReleaseEnvironment extends StepEnvironmentContributor {
    @Override
    public void buildEnvironmentFor(StepContext context, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        FlowNode node = context.get(FlowNode.class);
        if (build != null && node != null) {
            List<Held> known = BuildReleases.of(build, node.getId());
            if (!known.isEmpty()) {
                known.get(known.size() - 1).describe(variables::put);
            }
        }
    }
}
