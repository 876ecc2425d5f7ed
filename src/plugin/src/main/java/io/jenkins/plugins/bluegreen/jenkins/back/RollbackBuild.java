package io.jenkins.plugins.bluegreen.jenkins.back;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.BuildListener;
import hudson.model.Computer;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Node;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.RollbackBuilder;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.io.IOException;

/**
 * A build that runs none of its job's build steps and post-build actions, and checks nothing out. It has no state of its
 * own: once it has run it is a freestyle build like any other, also without this plugin.
 */
public final class RollbackBuild extends FreeStyleBuild {
    RollbackBuild(FreeStyleProject project) throws IOException {
        super(project);
    }

    /** Writes it as what it is read as. Of two classes with one name the later is made of it. */
    @Initializer(after = InitMilestone.PLUGINS_STARTED, before = InitMilestone.JOB_LOADED)
    public static void init() {
        Run.XSTREAM2.alias("build", RollbackBuild.class);
        Run.XSTREAM2.alias("build", FreeStyleBuild.class);
    }

    @Override
    public void run() {
        execute(new Execution());
    }

    private RollbackBuilder step() throws IOException {
        RollbackOrder order = getAction(RollbackOrder.class);
        if (order == null) {
            throw new IOException(Messages.RollbackBuild_NoOrder());
        }
        ClusterAccess access = order.access();
        RollbackBuilder step = new RollbackBuilder();
        step.setCluster(access.getCluster());
        step.setCredentialsId(access.getCredentialsId());
        step.setServerUrl(access.getServerUrl());
        step.setCaCertificate(access.getCaCertificate());
        step.setSkipTlsVerify(access.isSkipTlsVerify());
        step.setNamespace(order.getNamespace());
        step.setService(order.getService());
        step.setWorkload(order.getWorkload());
        step.setVersionLabel(order.getVersionLabel());
        step.setCutover(order.option(Parameter.CUTOVER));
        step.setReadyTimeout(order.option(Parameter.READY_TIMEOUT));
        step.setUnschedulableGrace(order.option(Parameter.UNSCHEDULABLE_GRACE));
        step.setVerify(order.option(Parameter.VERIFY));
        step.setSettle(order.option(Parameter.SETTLE));
        step.setTo(order.getTo());
        return step;
    }

    private final class Execution extends RunExecution {
        @Override
        public Result run(@NonNull BuildListener listener) throws IOException, InterruptedException {
            Computer computer = Computer.currentComputer();
            Node node = computer == null ? null : computer.getNode();
            if (node == null) {
                throw new IOException(Messages.RollbackBuild_NoNode());
            }
            setBuiltOnStr(node.getNodeName());
            return step().perform(RollbackBuild.this, node.createLauncher(listener), listener)
                    ? Result.SUCCESS
                    : Result.FAILURE;
        }

        @Override
        public void post(@NonNull BuildListener listener) {
            // Nothing of the job's own is run.
        }

        @Override
        public void cleanUp(@NonNull BuildListener listener) {
            // Nothing was set up.
        }
    }
}
