package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.bluegreen.jenkins.run.BuildReleases;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepEnvironmentContributor;

/** Tells the later steps of a build what it prepared last: none of our steps takes a block that could. */
@Extension
public final class ReleaseEnvironment extends StepEnvironmentContributor {
    @Override
    public void buildEnvironmentFor(StepContext context, EnvVars variables, TaskListener listener)
            throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        if (build != null) {
            BuildReleases.newest(build).ifPresent(held -> held.describe(variables::put));
        }
    }
}
