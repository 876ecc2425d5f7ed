package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import hudson.EnvVars;
import hudson.Extension;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.run.Conduct;
import io.jenkins.plugins.bluegreen.jenkins.run.DarkGate;
import io.jenkins.plugins.bluegreen.jenkins.run.Order;
import io.jenkins.plugins.bluegreen.jenkins.run.Orders;
import io.jenkins.plugins.bluegreen.jenkins.run.Story;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.io.IOException;
import java.util.UUID;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** The build step that goes back, while the build's executor waits. */
public final class RollbackBuilder extends CutoverBuilder {
    private String to;
    private String workload;

    /** For the databinding; everything has a default. */
    @DataBoundConstructor
    public RollbackBuilder() {
        // Without anything it undoes what its build promoted.
    }

    /** See {@link Parameter#TO}; empty for what this build promoted. */
    public String getTo() {
        return Util.fixNull(to);
    }

    /** Sets {@link #getTo}. */
    @DataBoundSetter
    public void setTo(String to) {
        this.to = Util.fixEmptyAndTrim(to);
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

    /** See {@link Parameter#REPLICAS}. */
    public String getReplicas() {
        return settings().getReplicas();
    }

    /** Sets {@link #getReplicas}. */
    @DataBoundSetter
    public void setReplicas(String replicas) {
        settings().setReplicas(replicas);
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars variables = build.getEnvironment(listener);
        variables.overrideAll(build.getBuildVariables());
        Order order = Orders.of(
                        Order.Kind.ROLLBACK,
                        build,
                        UUID.randomUUID().toString(),
                        access(),
                        settings().expanded(variables::expand))
                .ofWorkload(getWorkload())
                .leadingTo(variables.expand(getTo()));
        new Waiting().end(Conduct.begin(order, build, new Story(listener.getLogger()), DarkGate.NONE, () -> {
            throw new IOException(Messages.Manifests_NotOne());
        }));
        return true;
    }

    /** Its form. */
    @Extension
    @Symbol("blueGreenRollback")
    public static final class DescriptorImpl extends BuilderForms {
        /** For Jenkins, which makes one. */
        public DescriptorImpl() {
            super(Messages._RollbackBuilder_DisplayName());
        }
    }
}
