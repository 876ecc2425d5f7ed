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
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.Test;

/** Builds that have several releases to do with: of several Services, workloads or clusters, or beside another build. */
class SeveralReleasesTest extends BesideDemo {
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
}
