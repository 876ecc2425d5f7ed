package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Functions;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.RollbackBuilder;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.FailureBuilder;

/** The build steps of freestyle jobs. */
class FreestyleTest extends BesideDemo {
    private FreeStyleProject job;

    @BeforeAll
    static void people() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
    }

    @BeforeEach
    void job() throws Exception {
        job = jenkins.createFreeStyleProject(name);
    }

    private FreeStyleBuild start() throws Exception {
        return job.scheduleBuild2(0).waitForStart();
    }

    @Test
    void deploysTheVersionOfTheBuild() throws Exception {
        job.getBuildersList().add(demo.builder("v${BUILD_NUMBER}"));

        jenkins.buildAndAssertSuccess(job);
        FreeStyleBuild second = jenkins.buildAndAssertSuccess(job);

        assertThat(demo.serving()).containsExactly("demo-rs-v002");
        assertThat(Builds.log(second))
                .contains("Created demo-rs-v002 with 3 replicas, without traffic")
                .contains("Cutover atomic in")
                .doesNotContain(Demo.TOKEN);
    }

    @Test
    void expandsVariablesWhereWhoMayOnlyBuildMaySetThem() throws Exception {
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("IMAGE", "docker.io/bebullish/demo:v7"),
                new StringParameterDefinition("SIZE", "2"),
                new StringParameterDefinition("TIME", "1s")));
        DeployBuilder builder = demo.builder(null);
        builder.setArtifacts("${IMAGE}");
        builder.setReplicas("$SIZE");
        builder.setReadyTimeout("9${TIME}");
        builder.setStable("$TIME");
        builder.setUnschedulableGrace("$TIME");
        builder.setVerify("$TIME");
        builder.setDrain("$TIME");
        job.getBuildersList().add(builder);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(Builds.log(build)).contains("Created demo-rs-v001 with 2 replicas");
        assertThat(demo.client()
                        .apps()
                        .replicaSets()
                        .inNamespace(Demo.NAMESPACE)
                        .withName("demo-rs-v001")
                        .get()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0)
                        .getImage())
                .isEqualTo("docker.io/bebullish/demo:v7");
        builder.setSettle("$TIME");
        builder.setCutover("atomic");
        assertThat(Builds.log(jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0))))
                .as("settle was read too")
                .contains("Settle was given with cutover atomic");
    }

    @Test
    void asksTheGateOnTheNode() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the gate's command is one for a shell");
        DeployBuilder builder = demo.builder("v${BUILD_NUMBER}");
        builder.setGate(
                "echo gate: $BLUE_GREEN_RELEASE $BLUE_GREEN_VERSION was \"$BLUE_GREEN_ACTIVE\" $BLUE_GREEN_PREVIEW\n"
                        + "test $BLUE_GREEN_VERSION = v1");
        job.getBuildersList().add(builder);

        jenkins.buildAndAssertSuccess(job);
        FreeStyleBuild second = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        assertThat(Builds.log(second))
                .containsPattern("gate: demo-rs-v002 v2 was demo-rs-v001 [0-9.]+:8080")
                .contains("The gate said no: its command ended with 1");
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.releases()).containsExactly("demo-rs-v001");
    }

    @Test
    void anAbortKillsTheGateAndDiscardsTheRelease() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the gate's command is one for a shell");
        DeployBuilder builder = demo.builder("v1");
        builder.setGate("echo asked; sleep 600");
        job.getBuildersList().add(builder);
        FreeStyleBuild build = start();
        jenkins.waitForMessage("+ sleep 600", build);

        build.doStop();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(demo.releases()).isEmpty();
    }

    @Test
    void anAgentThatIsLostDuringTheGateDiscardsTheRelease() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the gate's command is one for a shell");
        DumbSlave agent = jenkins.createOnlineSlave();
        job.setAssignedNode(agent);
        DeployBuilder builder = demo.builder("v1");
        builder.setGate("sleep 600");
        job.getBuildersList().add(builder);
        FreeStyleBuild build = start();
        jenkins.waitForMessage("+ sleep 600", build);

        jenkins.disconnectSlave(agent);

        jenkins.waitForCompletion(build);
        assertThat(build.getResult()).isNotEqualTo(Result.SUCCESS);
        await().atMost(Duration.ofSeconds(60)).until(() -> demo.releases().isEmpty());
    }

    @Test
    void anAbortWhileItWarmsUpDiscardsTheRelease() throws Exception {
        job.getBuildersList().add(demo.builder(Phase.NEVER_READY));
        FreeStyleBuild build = start();
        jenkins.waitForMessage("Waiting for", build);
        await().until(() -> !demo.releases().isEmpty());

        try (ACLContext alice = ACL.as(User.getById("alice", true))) {
            build.doStop();
        }

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(build));
        assertThat(demo.releases()).isEmpty();
        jenkins.assertLogContains("Aborted by alice. Traffic was never touched", build);
    }

    @Test
    void rollsBackWhereAPersonSays() throws Exception {
        job.getBuildersList().add(demo.builder("v${BUILD_NUMBER}"));
        jenkins.buildAndAssertSuccess(job);
        jenkins.buildAndAssertSuccess(job);
        RollbackBuilder back = new RollbackBuilder();
        back.setCredentialsId(Demo.CREDENTIAL);
        back.setServerUrl(demo.url());
        back.setCaCertificate(demo.authority());
        back.setNamespace(Demo.NAMESPACE);
        back.setService("demo-service");
        back.setTo("previous");
        FreeStyleProject other = jenkins.createFreeStyleProject("back");
        other.getBuildersList().add(back);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(other);

        jenkins.assertLogContains("demo-rs-v001 has the traffic again", build);
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void aRollbackThatNamesNothingUndoesItsOwnBuildAlone() throws Exception {
        job.getBuildersList().add(demo.builder("v1"));
        jenkins.buildAndAssertSuccess(job);
        job.getBuildersList().clear();
        job.getBuildersList().add(new RollbackBuilder());
        FreeStyleBuild nothing = jenkins.buildAndAssertSuccess(job);
        jenkins.assertLogContains("Nothing is undone", nothing);
        job.getBuildersList().clear();
        job.getBuildersList().add(demo.builder("v2"));
        job.getBuildersList().add(new RollbackBuilder());
        job.getBuildersList().add(new FailureBuilder());

        jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void failsFastAndSaysWhy() throws Exception {
        job.getBuildersList().add(demo.builder("broken"));

        FreeStyleBuild build = jenkins.assertBuildStatus(Result.FAILURE, job.scheduleBuild2(0));

        assertThat(Builds.log(build)).contains("ImagePullBackOff").doesNotContain("\tat ");
        assertThat(build.getDuration()).isLessThan(Duration.ofMinutes(2).toMillis());
        assertThat(demo.releases()).isEmpty();
    }
}
