package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Functions;
import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterConfiguration;
import io.jenkins.plugins.bluegreen.jenkins.run.BuildReleases;
import io.jenkins.plugins.bluegreen.jenkins.run.Held;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;

/** Steps of builds that go through, are refused or fail; in one Jenkins, each with a cluster of its own. */
class PipelineTest extends BesideDemo {
    private WorkflowRun run(Result result, String script) throws Exception {
        return Builds.run(jenkins, name + "-" + System.nanoTime(), result, script);
    }

    private void serveV1() throws Exception {
        run(Result.SUCCESS, demo.deploy("v1"));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

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
    void keepsTwoServicesOfOneBuildApart() throws Exception {
        demo.service("other-service");
        String other = demo.prepareOther("v1");
        WorkflowRun run = run(Result.SUCCESS, """
                parallel one: { %s }, two: { %s }
                def refused = ''
                try { blueGreenPromote() } catch (e) { refused = e.message }
                echo refused
                parallel one: { blueGreenPromote service: 'demo-service' }, two: { blueGreenPromote service: 'other-service' }
                """.formatted(demo.prepare("v1"), other));

        jenkins.assertLogContains("A prepared release was to be promoted, but this build has several: ", run);
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.releases()).containsExactly("demo-rs-v001", "other-rs-v001");
        assertThat(demo.serving("other-service")).containsExactly("other-rs-v001");
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
    void branchesOfAParallelKnowOnlyWhatIsTheirs() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the variables are told by a shell");
        demo.service("other-service");
        String other = demo.prepareOther("v1");
        WorkflowRun run = Builds.start(jenkins, name, """
                parallel one: { %s
                    semaphore 'one'
                    node { sh 'echo one: $BLUE_GREEN_RELEASE' }
                    blueGreenPromote()
                }, two: { %s
                    semaphore 'two'
                    node { sh 'echo two: $BLUE_GREEN_RELEASE' }
                    blueGreenDiscard()
                }, three: {
                    semaphore 'three'
                    node { sh 'echo three: $BLUE_GREEN_RELEASE.' }
                }
                node { sh 'echo four: $BLUE_GREEN_RELEASE' }
                """.formatted(demo.prepare("v1"), other));
        for (String branch : List.of("one", "two", "three")) {
            SemaphoreStep.waitForStart(branch + "/1", run);
        }
        for (String branch : List.of("one", "two", "three")) {
            SemaphoreStep.success(branch + "/1", null);
        }

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertThat(Builds.log(run))
                .contains("one: demo-rs-v001", "two: other-rs-v001", "three: .")
                .containsPattern("four: (demo|other)-rs-v001");
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.releases()).containsExactly("demo-rs-v001");
    }

    private String at(String step, String cluster, String version) {
        return "%s cluster: '%s', namespace: 'marlon', service: 'demo-service', manifestText: %s, version: '%s'\n"
                .formatted(step, cluster, Demo.groovy(Demo.manifest()), version);
    }

    @Test
    void keepsOneServiceInTwoClustersApart() throws Exception {
        try (Demo america = Demo.start()) {
            ClusterConfiguration.get().setClusters(List.of(demo.named("europe"), america.named("america")));

            run(
                    Result.FAILURE,
                    at("blueGreenPrepare", "europe", "v1") + at("blueGreenPrepare", "america", "v1")
                            + "blueGreenPromote cluster: 'europe', service: 'demo-service'\n"
                            + "echo 'europe: ' + blueGreenStatus(cluster: 'europe').releases[0].traffic\n"
                            + "error 'america is not wanted'");

            assertThat(demo.serving()).containsExactly("demo-rs-v001");
            await().untilAsserted(() -> assertThat(america.releases()).isEmpty());

            WorkflowRun back = run(
                    Result.SUCCESS,
                    at("blueGreenDeploy", "europe", "v2")
                            + at("blueGreenDeploy", "america", "v2")
                            + "blueGreenRollback cluster: 'america'\n");

            assertThat(america.serving()).isEmpty();
            assertThat(demo.serving()).containsExactly("demo-rs-v002");
            assertThat(BuildReleases.of(back))
                    .extracting(Held::state)
                    .containsExactly(Held.State.PROMOTED, Held.State.OVER);
        }
    }

    @Test
    void choosesWhatWasPreparedByItsWorkloadAndItsRelease() throws Exception {
        String other = "blueGreenPrepare %s, manifestText: %s, version: 'v1'\n"
                .formatted(demo.where(), Demo.groovy(Demo.manifest("other-rs")));
        run(
                Result.SUCCESS,
                demo.prepare("v1") + other + "blueGreenDiscard workload: 'demo-rs'\n"
                        + "blueGreenPromote release: 'other-rs-v001'");

        assertThat(demo.serving()).containsExactly("other-rs-v001");
        assertThat(demo.releases()).containsExactly("other-rs-v001");
    }

    @Test
    void namesWhatCannotBeToldApartWhenItGoesBack() throws Exception {
        demo.service("other-service");
        WorkflowRun run = run(
                Result.FAILURE,
                demo.deploy("v1")
                        + demo.deploy("v1")
                                .replace("demo-service", "other-service")
                                .replace("demo-rs", "other-rs")
                                .replace("app: demo", "app: other-rs")
                        + "blueGreenRollback to: 'v1'");

        assertThat(Builds.error(run, "blueGreenRollback"))
                .isEqualTo("A rollback to v1, but this build has several: demo-rs-v001, other-rs-v001. "
                        + "Name the service, the cluster or the release.");
    }

    @Test
    void undoesTheNewestOfTwoPromotionsFirst() throws Exception {
        serveV1();
        run(Result.FAILURE, """
                pipeline {
                  agent none
                  stages {
                    stage('Two') { steps { %s
                      %s } }
                    stage('Acceptance') { steps { error 'not accepted' } }
                  }
                  post { unsuccessful { blueGreenRollback() } }
                }
                """.formatted(demo.deploy("v2"), demo.deploy("v3")));

        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void theOlderOfTwoPreparedBuildsIsRefusedWhenItPromotesLast() throws Exception {
        serveV1();
        WorkflowRun older =
                Builds.start(jenkins, name + "-older", demo.prepare("v2") + "semaphore 'older'\nblueGreenPromote()");
        SemaphoreStep.waitForStart("older/1", older);
        run(Result.SUCCESS, demo.prepare("v3") + "blueGreenPromote()");

        SemaphoreStep.success("older/1", null);
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(older));

        assertThat(Builds.error(older, "blueGreenPromote"))
                .contains("the newer release demo-rs-v003 has become active since it was prepared");
        assertThat(demo.serving()).containsExactly("demo-rs-v003");
        await().untilAsserted(() -> assertThat(demo.releases()).containsExactly("demo-rs-v001", "demo-rs-v003"));
    }

    @Test
    void aSecondBuildOnTheServiceIsToldWhoHoldsIt() throws Exception {
        WorkflowRun first = Builds.start(jenkins, name, demo.deploy("v1", ", verify: '1h'"));
        jenkins.waitForMessage("Waiting for", first);
        await().atMost(Duration.ofSeconds(30)).until(() -> demo.serving().contains("demo-rs-v001"));

        WorkflowRun second = run(Result.FAILURE, demo.deploy("v2"));

        assertThat(Builds.error(second, "blueGreenDeploy"))
                .contains("it is held by jenkins-")
                .contains(name + " #1");
        first.doStop();
        jenkins.waitForCompletion(first);
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
