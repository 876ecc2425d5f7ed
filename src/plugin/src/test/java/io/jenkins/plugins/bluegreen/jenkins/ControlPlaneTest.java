package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** What the plugin is for, on a real control plane, with its kubeconfig as credential. */
class ControlPlaneTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    private ControlPlane cluster;

    @BeforeEach
    void open(TestInfo test) throws Exception {
        cluster = ControlPlane.namespace(
                "jenkins-" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    }

    @AfterEach
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }

    private String deploy(String version, String more) {
        return "blueGreenDeploy %s, manifestText: %s, version: '%s'%s\n"
                .formatted(cluster.where(), Demo.groovy(Demo.manifest()), version, more);
    }

    private void assertServes(String release, String... releases) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.serving()).containsExactly(release));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.releases()).isEqualTo(Set.of(releases)));
    }

    @Test
    void aPipelineDeploysPreparesPromotesAndRollsBack() throws Throwable {
        sessions.then(jenkins -> {
            ControlPlane.credential();
            Builds.run(jenkins, "first", Result.SUCCESS, deploy("v1", ""));
            assertServes("demo-rs-v001", "demo-rs-v001");

            WorkflowRun run = Builds.start(
                    jenkins,
                    "second",
                    deploy("v2", "").replace("blueGreenDeploy", "blueGreenPrepare")
                            + "semaphore 'prepared'\nblueGreenPromote()\nsemaphore 'promoted'\nblueGreenRollback()");
            SemaphoreStep.waitForStart("prepared/1", run);
            assertServes("demo-rs-v001", "demo-rs-v001", "demo-rs-v002");
            SemaphoreStep.success("prepared/1", null);
            SemaphoreStep.waitForStart("promoted/1", run);
            assertServes("demo-rs-v002", "demo-rs-v001", "demo-rs-v002");
            SemaphoreStep.success("promoted/1", null);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertServes("demo-rs-v001", "demo-rs-v001", "demo-rs-v002");
        });
    }

    @Test
    void aFreestyleJobDeploys() throws Throwable {
        sessions.then(jenkins -> {
            ControlPlane.credential();
            FreeStyleProject job = jenkins.createFreeStyleProject("freestyle");
            DeployBuilder builder = new DeployBuilder();
            builder.setCredentialsId(Demo.CREDENTIAL);
            builder.setNamespace(cluster.namespace());
            builder.setService("demo-service");
            builder.setManifestText(Demo.manifest());
            builder.setVersion("v${BUILD_NUMBER}");
            job.getBuildersList().add(builder);

            jenkins.buildAndAssertSuccess(job);
            jenkins.buildAndAssertSuccess(job);

            assertServes("demo-rs-v002", "demo-rs-v001", "demo-rs-v002");
        });
    }

    @Test
    void whatFailsOrIsAbortedChangesNothing() throws Throwable {
        sessions.then(jenkins -> {
            ControlPlane.credential();
            Builds.run(jenkins, "first", Result.SUCCESS, deploy("v1", ""));

            WorkflowRun broken = Builds.run(jenkins, "broken", Result.FAILURE, deploy("broken", ""));
            assertThat(Builds.error(broken, "blueGreenDeploy")).contains("ImagePull");
            assertServes("demo-rs-v001", "demo-rs-v001");
            WorkflowRun run = Builds.start(jenkins, "aborted", deploy(Phase.NEVER_READY, ""));
            jenkins.waitForMessage("Waiting for", run);
            run.doStop();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertServes("demo-rs-v001", "demo-rs-v001");
        });
    }

    @Test
    void aDeploymentGoesOnAfterARestart() throws Throwable {
        sessions.then(jenkins -> {
            ControlPlane.credential();
            Builds.run(jenkins, "first", Result.SUCCESS, deploy("v1", ""));
            WorkflowRun run = Builds.start(
                    jenkins, "second", FlowDurabilityHint.MAX_SURVIVABILITY, deploy("v2", ", verify: '20s'"));
            jenkins.waitForMessage("has the selector of its owner", run);
        });
        sessions.then(jenkins -> {
            WorkflowRun run = jenkins.jenkins
                    .getItemByFullName("second", WorkflowJob.class)
                    .getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertServes("demo-rs-v002", "demo-rs-v001", "demo-rs-v002");
        });
    }
}
