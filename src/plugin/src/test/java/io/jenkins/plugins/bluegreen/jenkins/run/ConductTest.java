package io.jenkins.plugins.bluegreen.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleBuild;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.drive.Run.Ending;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.record.DeploymentListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Orders that end before a cluster is asked. */
@WithJenkins
class ConductTest {
    private static CompletableFuture<List<Ending>> unreadable(FreeStyleBuild build) {
        Order order = new Order(Order.Kind.DEPLOY, build.getUrl(), "", "1", new ClusterAccess(), new DeploySettings());
        return Conduct.begin(
                        order, build, new Story(new PrintStream(new ByteArrayOutputStream())), DarkGate.NONE, () -> {
                            throw new IOException("the channel is closing down");
                        })
                .ending()
                .toCompletableFuture();
    }

    @Test
    void aFileThatCannotBeReadIsNoFaultOfTheCluster(JenkinsRule jenkins) throws Exception {
        List<Ending> endings = unreadable(jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject()))
                .get(30, TimeUnit.SECONDS);

        assertThat(endings.get(0).report().message())
                .isEqualTo("The manifest was to be read, but the channel is closing down. "
                        + "Look at the workspace and its node.");
    }

    /** What somebody else adds to Jenkins. */
    @TestExtension("aBugOfSomebodyElseEndsTheStepAllTheSame")
    public static final class Faulty implements DeploymentListener {
        @Override
        public void deploys(Run<?, ?> build) {
            throw new IllegalStateException("a bug");
        }
    }

    @Test
    void aBugOfSomebodyElseEndsTheStepAllTheSame(JenkinsRule jenkins) throws Exception {
        CompletableFuture<List<Ending>> ending =
                unreadable(jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject()));

        assertThatThrownBy(() -> ending.get(30, TimeUnit.SECONDS)).hasRootCauseMessage("a bug");
    }
}
