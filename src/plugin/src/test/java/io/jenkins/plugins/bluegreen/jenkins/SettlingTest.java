package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.ExtensionList;
import hudson.Functions;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.run.Settling;
import io.jenkins.plugins.bluegreen.simulator.faults.Fault;
import io.jenkins.plugins.bluegreen.simulator.faults.Faults;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.LogRecorder;

/** What builds leave without traffic, whatever becomes of their job, their Service and their credential. */
class SettlingTest extends BesideDemo {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temp;

    private static WorkflowRun start(Folder folder, String script) throws Exception {
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static void later() {
        ExtensionList.lookupSingleton(Settling.Later.class).run();
    }

    private static int open() {
        return new File(jenkins.jenkins.getRootDir(), "blue-green-deploy").list().length;
    }

    static void credential(Folder folder, String id, String token) throws Exception {
        for (CredentialsStore each : CredentialsProvider.lookupStores(folder)) {
            if (each.getProvider() instanceof FolderCredentialsProvider) {
                each.addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(token)));
                return;
            }
        }
        throw new IllegalStateException("no store of " + folder);
    }

    /** No candidate can be deleted, until this is closed. */
    private Faults.Handle undeletable() {
        return demo.cluster()
                .faults()
                .every(
                        request -> request.method().equals("DELETE")
                                && request.resource().equals("replicasets"),
                        Fault.answer(403));
    }

    /** Pipelines do not survive it themselves, until Jenkins is restarted. */
    @Test
    void aBuildWhoseJobIsMovedKeepsItsRelease() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the gate's command is one for a shell");
        Folder folder = jenkins.createProject(Folder.class, name);
        FreeStyleProject job = folder.createProject(FreeStyleProject.class, "job");
        DeployBuilder builder = demo.builder("v1");
        Path yes = temp.resolve("yes");
        builder.setGate("set +x; echo asked; while [ ! -e '%s' ]; do sleep 0.2; done".formatted(yes));
        job.getBuildersList().add(builder);
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("asked", build);

        folder.renameTo(name + "-renamed");
        later();

        await().during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(demo.releases()).containsExactly("demo-rs-v001"));
        Files.createFile(yes);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(open()).isZero();
    }

    @Test
    void whatAMovedJobLeftIsDiscardedAsThatJob() throws Exception {
        Folder team = jenkins.createProject(Folder.class, name);
        credential(team, "teams", Demo.TOKEN);
        try (Faults.Handle refused = undeletable()) {
            leave(team, "teams");
            await().atMost(PATIENCE).until(() -> refused.hits() > 0);
            team.renameTo(name + "-renamed");
        }

        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            later();
            assertThat(demo.releases()).isEmpty();
        });
    }

    private void leave(Folder folder, String id) throws Exception {
        WorkflowRun run = start(folder, demo.prepare("v1").replace("'" + Demo.CREDENTIAL + "'", "'" + id + "'"));
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @Test
    void whatADeletedJobLeftIsDiscardedAsAJobWouldThatIsWhereItWas() throws Exception {
        Folder team = jenkins.createProject(Folder.class, name);
        credential(team, "teams", Demo.TOKEN);
        Folder branch = team.createProject(Folder.class, "branch");
        try (Faults.Handle refused = undeletable()) {
            leave(branch, "teams");
            await().atMost(PATIENCE).until(() -> refused.hits() > 0);
            branch.delete();
            assertThat(demo.releases()).isNotEmpty();
        }

        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            later();
            assertThat(demo.releases()).isEmpty();
        });
        await().atMost(PATIENCE).until(() -> open() == 0);
    }

    @Test
    void aCredentialOfTheControllerIsNeverUsedForAJobThatIsGone() throws Exception {
        Folder team = jenkins.createProject(Folder.class, name);
        credential(team, "same-id", Demo.TOKEN);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(
                        CredentialsScope.SYSTEM, "same-id", "", Secret.fromString("token-of-the-controller")));
        LogRecorder log =
                new LogRecorder().record(Settling.class, Level.WARNING).capture(20);
        try (Faults.Handle refused = undeletable();
                log) {
            leave(team, "same-id");
            await().atMost(PATIENCE).until(() -> refused.hits() > 0);
            demo.cluster().admit("token-of-the-controller");

            team.delete();
            await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                later();
                return open() == 0;
            });
            later();

            assertThat(demo.releases()).containsExactly("demo-rs-v001");
            assertThat(log.getMessages())
                    .filteredOn(message -> message.contains("has to be deleted by hand"))
                    .singleElement()
                    .asString()
                    .contains("this job can use no such credential");
        }
    }

    @Test
    void aDeletedBuildTakesItsReleaseWithIt() throws Exception {
        WorkflowRun run = leaveWhatCannotBeDeleted();

        run.delete();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(demo.releases()).isEmpty());
    }

    @Test
    void aDeletedJobTakesItsReleaseWithIt() throws Exception {
        WorkflowRun run = leaveWhatCannotBeDeleted();

        run.getParent().delete();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(demo.releases()).isEmpty());
    }

    /** What was begun at the end of the build has failed: only the deletion is left to do it. */
    private WorkflowRun leaveWhatCannotBeDeleted() throws Exception {
        WorkflowRun run;
        try (Faults.Handle refused = undeletable()) {
            run = Builds.run(jenkins, name, Result.SUCCESS, demo.prepare("v1"));
            await().atMost(PATIENCE).until(() -> refused.hits() > 0);
            await().atMost(PATIENCE).until(() -> Engine.get().clients() == 0);
        }
        assertThat(demo.releases()).containsExactly("demo-rs-v001");
        return run;
    }

    @Test
    void aDeletedServiceLeavesNoReleaseBehind() throws Exception {
        WorkflowRun run = Builds.start(jenkins, name, demo.prepare("v1") + "semaphore '" + name + "'");
        SemaphoreStep.waitForStart(name + "/1", run);

        demo.client()
                .services()
                .inNamespace(Demo.NAMESPACE)
                .withName("demo-service")
                .delete();
        SemaphoreStep.success(name + "/1", null);
        jenkins.waitForCompletion(run);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(demo.releases()).isEmpty());
        await().atMost(PATIENCE).until(() -> open() == 0);
    }

    @Test
    void aKeptReleaseThatDegradedIsNobodysDutyAnyMore() throws Exception {
        serveV1();
        WorkflowRun run = Builds.start(
                jenkins,
                name,
                demo.prepare("v2")
                        + "try { blueGreenPromote keepFailed: true, verify: '1h' } finally { blueGreenRollback() }");
        jenkins.waitForMessage("demo-rs-v002 is available and dark", run);
        await().atMost(PATIENCE)
                .until(() -> demo.serving().equals(java.util.Set.of("demo-rs-v002"))
                        && demo.selector().keySet().equals(java.util.Set.of("createBy")));
        demo.cluster().nodes().pause();
        demo.client()
                .pods()
                .inNamespace(Demo.NAMESPACE)
                .withLabel("bluegreen.jenkins.io/release", "demo-rs-v002")
                .delete();

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        demo.cluster().nodes().resume();

        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        jenkins.assertLogContains("Nothing is undone", run);
        await().atMost(PATIENCE).until(() -> open() == 0);
        assertThat(demo.releases()).containsExactly("demo-rs-v001", "demo-rs-v002");
    }

    @Test
    void whatSomebodyElseHasPromotedIsNotLeftOver() throws Exception {
        serveV1();
        WorkflowRun run = Builds.start(jenkins, name, demo.prepare("v2") + "semaphore '" + name + "'");
        SemaphoreStep.waitForStart(name + "/1", run);
        Builds.run(
                jenkins,
                name + "-other",
                Result.SUCCESS,
                "blueGreenPromote %s, release: 'demo-rs-v002'%n".formatted(demo.where()) + demo.deploy("v3"));

        SemaphoreStep.success(name + "/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        await().atMost(PATIENCE).until(() -> open() == 0);
        assertThat(demo.releases()).containsExactly("demo-rs-v001", "demo-rs-v002", "demo-rs-v003");
        assertThat(demo.serving()).containsExactly("demo-rs-v003");
    }

    @Test
    void aReleaseThatFailedToBePromotedIsKeptIfThatIsAskedFor() throws Exception {
        serveV1();
        try (Faults.Handle refused = demo.cluster()
                .faults()
                .every(request -> request.resource().equals("services") && request.writes(), Fault.answer(403))) {
            WorkflowRun run = Builds.run(
                    jenkins,
                    name,
                    Result.FAILURE,
                    demo.prepare("v2")
                            + "try { blueGreenPromote keepFailed: true, readyTimeout: '1s' } finally { blueGreenRollback() }");
            assertThat(refused.hits()).isPositive();
            jenkins.assertLogContains("Nothing is undone", run);
        }
        await().atMost(PATIENCE).until(() -> open() == 0);
        assertThat(demo.releases()).containsExactly("demo-rs-v001", "demo-rs-v002");
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void theSameReasonIsToldOnce() throws Exception {
        try (Faults.Handle refused = undeletable();
                LogRecorder log =
                        new LogRecorder().record(Settling.class, Level.WARNING).capture(20)) {
            WorkflowRun run = Builds.run(jenkins, name, Result.SUCCESS, demo.prepare("v1"));
            await().atMost(PATIENCE).until(() -> !log.getMessages().isEmpty());
            for (int attempt = 0; attempt < 2; attempt++) {
                int before = refused.hits();
                await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
                    later();
                    return refused.hits() > before;
                });
            }

            assertThat(log.getMessages()).hasSize(1);
            assertThat(log.getMessages().get(0))
                    .contains("could not be discarded yet")
                    .contains(run.getParent().getName());
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            later();
            return open() == 0;
        });
    }
}
