package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Functions;
import hudson.model.Result;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;

/** Steps of builds that go through, are refused or fail, each with one release. */
class PipelineTest extends BesideDemo {
    @Test
    void deploysInOneStepAndTellsIt() throws Exception {
        WorkflowRun run = run(
                Result.SUCCESS,
                "def r = " + demo.deploy("v1", ", replicas: 4, concurrency: 8")
                        + "echo \"${r.outcome} ${r.release} mixed ${r.mixedWindowMillis}\"\n");

        jenkins.assertLogContains("promoted demo-rs-v001 mixed 0", run);
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        FlowNode node = Builds.nodes(run, "blueGreenDeploy").get(0);
        assertThat(node.getDisplayName()).isEqualTo("Blue/green: deploy to Kubernetes");
        assertThat(ArgumentsAction.getStepArgumentsAsString(node)).isEqualTo("marlon demo-service v1");
        assertThat(node.getError()).isNull();
        assertThat(node.getPersistentAction(WarningAction.class)).isNull();
        StringBuilder log = new StringBuilder();
        node.getAction(LogAction.class).getLogText().writeLogTo(0, new Appending(log));
        assertThat(log)
                .contains("Created demo-rs-v001 with 4 replicas, without traffic")
                .contains("Service demo-service has the selector of its owner: {createBy=demo-service}")
                .contains("demo-rs-v001 has the traffic")
                .contains("Cutover atomic in");
        assertThat(Builds.holding(run.getRootDir(), Demo.TOKEN)).isEmpty();
    }

    @Test
    void aDeploymentWithWarningsMarksItsNodeAndNotTheBuild() throws Exception {
        demo.makeSessionsStick();

        WorkflowRun run = run(Result.SUCCESS, demo.deploy("v1"));

        FlowNode node = Builds.nodes(run, "blueGreenDeploy").get(0);
        assertThat(node.getError()).isNull();
        WarningAction warning = node.getPersistentAction(WarningAction.class);
        assertThat(warning.getResult()).isEqualTo(Result.UNSTABLE);
        assertThat(warning.getMessage()).startsWith("Service demo-service has session affinity");
    }

    private static final class Appending extends java.io.OutputStream {
        private final StringBuilder text;

        Appending(StringBuilder text) {
            this.text = text;
        }

        @Override
        public void write(int one) {
            text.append((char) one);
        }
    }

    @Test
    void preparesThenPromotesWhatItPrepared() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the smoke test is one for a shell");
        serveV1();
        WorkflowRun run = Builds.start(
                jenkins,
                name,
                demo.prepare("v2")
                        + "node { sh 'echo $BLUE_GREEN_RELEASE $BLUE_GREEN_VERSION was $BLUE_GREEN_ACTIVE at $BLUE_GREEN_PREVIEW' }\n"
                        + "semaphore 'gate-" + name + "'\n"
                        + "def r = blueGreenPromote()\n"
                        + "echo r.outcome + ' instead of ' + r.replaced");
        SemaphoreStep.waitForStart("gate-" + name + "/1", run);
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.releases()).containsExactly("demo-rs-v001", "demo-rs-v002");

        SemaphoreStep.success("gate-" + name + "/1", null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Builds.log(run))
                .containsPattern("demo-rs-v002 v2 was demo-rs-v001 at [0-9.]+:8080")
                .contains("promoted instead of [demo-rs-v001]");
        assertThat(demo.serving()).containsExactly("demo-rs-v002");
    }

    @Test
    void aDefaultThatIsSaidCountsOverWhatWasPrepared() throws Exception {
        run(
                Result.SUCCESS,
                demo.prepare("v1").trim()
                        + ", verify: '1h'\ntimeout(time: 3, unit: 'MINUTES') { blueGreenPromote verify: '0s' }");

        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void discardsAtTheEndWhatWasNotPromoted() throws Exception {
        serveV1();
        WorkflowRun run = run(Result.SUCCESS, demo.prepare("v2"));

        jenkins.assertLogContains("Discards the release of demo-rs that this build has neither promoted nor", run);
        await().untilAsserted(() -> assertThat(demo.releases()).containsExactly("demo-rs-v001"));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        await().until(() -> new java.io.File(jenkins.jenkins.getRootDir(), "blue-green-deploy").list().length == 0);
    }

    @Test
    void discardsWhatItPrepared() throws Exception {
        serveV1();
        WorkflowRun run = run(
                Result.SUCCESS,
                demo.prepare("v2") + "def r = blueGreenDiscard()\necho r.outcome\necho blueGreenDiscard().outcome");

        assertThat(Builds.log(run)).contains("discarded").contains("nothingToDo");
        assertThat(demo.releases()).containsExactly("demo-rs-v001");
    }

    @Test
    void aFailingSmokeTestLeavesTheOldReleaseAlone() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the smoke test is one for a shell");
        serveV1();
        WorkflowRun run = run(Result.FAILURE, """
                pipeline {
                  agent none
                  stages {
                    stage('Prepare') { steps { %s } }
                    stage('Smoke test') { agent any
                                          steps { sh 'exit 3' } }
                    stage('Promote') { steps { blueGreenPromote() } }
                  }
                  post { unsuccessful { blueGreenRollback() } }
                }
                """.formatted(demo.prepare("v2")));

        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.releases()).containsExactly("demo-rs-v001");
        jenkins.assertLogContains("demo-rs-v002 is gone", run);
    }

    @Test
    void rollsBackInPostWhatItPromoted() throws Exception {
        serveV1();
        WorkflowRun run = run(Result.FAILURE, """
                pipeline {
                  agent none
                  stages {
                    stage('Deploy') { steps { %s } }
                    stage('Acceptance') { steps { error 'not accepted' } }
                  }
                  post { unsuccessful { blueGreenRollback() } }
                }
                """.formatted(demo.deploy("v2")));

        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.selector()).isEqualTo(Map.of("createBy", "demo-service"));
        jenkins.assertLogContains("demo-rs-v001 has the traffic again", run);
    }

    @Test
    void aRollbackWithNothingToUndoWritesNothing() throws Exception {
        serveV1();
        long before = demo.writes();

        WorkflowRun run = run(Result.SUCCESS, "echo blueGreenRollback().message");

        jenkins.assertLogContains("Nothing is undone: this build has neither prepared nor promoted anything", run);
        assertThat(demo.writes()).isEqualTo(before);
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void rollsBackToWhatIsNamed() throws Exception {
        serveV1();
        run(Result.SUCCESS, demo.deploy("v2"));
        assertThat(demo.serving()).containsExactly("demo-rs-v002");

        run(Result.SUCCESS, "blueGreenRollback %s, to: 'previous'".formatted(demo.where()));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");

        run(Result.SUCCESS, "blueGreenRollback %s, to: 'v2'".formatted(demo.where()));
        assertThat(demo.serving()).containsExactly("demo-rs-v002");
    }

    @Test
    void aRollbackCanGiveTheReleaseAnotherSize() throws Exception {
        serveV1();
        run(Result.SUCCESS, demo.deploy("v2"));

        run(Result.SUCCESS, "blueGreenRollback %s, to: 'previous', replicas: 4".formatted(demo.where()));

        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.replicas("demo-rs-v001")).isEqualTo(4);
    }

    @Test
    void saysWhatIsWrongBeforeAnythingIsAsked() throws Exception {
        WorkflowRun none = run(Result.FAILURE, "blueGreenDeploy %s, version: 'v1'".formatted(demo.where()));
        assertThat(Builds.error(none, "blueGreenDeploy"))
                .isEqualTo("A manifest is needed, but there is none, or both a path and a text. "
                        + "Give manifest, a path in the workspace, or manifestText.");

        WorkflowRun noNode = run(Result.FAILURE, "blueGreenDeploy %s, manifest: 'a.yaml'".formatted(demo.where()));
        assertThat(Builds.error(noNode, "blueGreenDeploy"))
                .startsWith("Manifest a.yaml was named, but there is no workspace.");

        WorkflowRun wrong = run(Result.FAILURE, demo.deploy("v1", ", cutover: 'sometimes', drain: 'soon'"));
        assertThat(Builds.error(wrong, "blueGreenDeploy"))
                .contains("Cutover is \"sometimes\"")
                .contains("soon");
        assertThat(demo.releases()).isEmpty();
    }

    @Test
    void readsTheManifestFromTheWorkspace() throws Exception {
        run(Result.SUCCESS, """
                node {
                  writeFile file: 'k8s/rs.yaml', text: %s
                  blueGreenDeploy %s, manifest: 'k8s/rs.yaml', version: 'v1'
                }
                """.formatted(Demo.groovy(Demo.manifest()), demo.where()));

        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void tellsTheStatus() throws Exception {
        serveV1();
        WorkflowRun run = run(Result.SUCCESS, """
                def s = blueGreenStatus %s
                for (r in s.releases) { echo "${r.name} ${r.version} traffic ${r.traffic} of ${r.endpoints}" }
                """.formatted(demo.where()));

        jenkins.assertLogContains("demo-rs-v001 v1 traffic true of 3", run);
    }
}
