package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Functions;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.simulator.faults.Fault;
import io.jenkins.plugins.bluegreen.simulator.faults.Faults;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenkins.model.CauseOfInterruption.UserInterruption;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds that are aborted in each phase, by a person, a time limit or force: the cluster is one or the other. */
@WithJenkins
class AbortTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Demo.credential(Demo.CREDENTIAL);
    }

    private static void serveV1(Demo demo, String name) throws Exception {
        Builds.run(jenkins, name + "-v1", Result.SUCCESS, demo.deploy("v1"));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @ParameterizedTest
    @EnumSource(Phase.class)
    void anAbortedBuildLeavesOneReleaseServing(Phase phase) throws Exception {
        String name = "abort-" + phase;
        try (Demo demo = Demo.start(phase.speed())) {
            serveV1(demo, name);
            WorkflowRun run = Builds.start(jenkins, name, demo.deploy(phase.version(), phase.more()));
            phase.reached(jenkins, demo, run);

            run.doStop();
            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

            await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> phase.settled(demo));
            assertThat(demo.selector()).isEqualTo(Map.of("createBy", "demo-service"));
        }
    }

    @Test
    void aTimeLimitEndsTheWait() throws Exception {
        try (Demo demo = Demo.start(Phase.WARM_UP.speed())) {
            serveV1(demo, "limit");
            WorkflowRun run = Builds.run(
                    jenkins,
                    "limit",
                    Result.ABORTED,
                    "timeout(time: 3, unit: 'SECONDS') { %s }".formatted(demo.deploy(Phase.NEVER_READY)));

            jenkins.assertLogContains("Traffic was never touched", run);
            assertThat(demo.releases()).containsExactly("demo-rs-v001");
        }
    }

    @Test
    void aKilledBuildIsCleanedUpAfterAllTheSame() throws Exception {
        try (Demo demo = Demo.start(Settings.fast())) {
            serveV1(demo, "kill");
            WorkflowRun run = Builds.start(jenkins, "kill", demo.deploy(Phase.NEVER_READY));
            Phase.WARM_UP.reached(jenkins, demo, run);

            run.doKill();
            jenkins.waitForCompletion(run);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(demo.releases()).containsExactly("demo-rs-v001"));
            assertThat(demo.serving()).containsExactly("demo-rs-v001");
        }
    }

    /** It is asked on the Pipeline's own thread, which other steps of the build need. */
    @Test
    void toStopAStepTakesNoTimeEvenIfTheClusterGivesNoAnswer() throws Exception {
        try (Demo demo = Demo.start(Settings.fast())) {
            serveV1(demo, "silent");
            WorkflowRun run = Builds.start(jenkins, "silent", demo.deploy(Phase.NEVER_READY));
            Phase.WARM_UP.reached(jenkins, demo, run);
            StepExecution step =
                    run.getExecution().getCurrentExecutions(true).get().get(0);
            try (Faults.Handle held =
                    demo.cluster().faults().every(request -> true, Fault.timeoutBefore(Duration.ofSeconds(30)))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> held.hits() > 0);

                assertTimeout(
                        Duration.ofSeconds(1),
                        () -> step.stop(
                                new FlowInterruptedException(Result.ABORTED, new UserInterruption("somebody"))));
            }

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertOnlyV1(demo);
        }
    }

    private static void assertOnlyV1(Demo demo) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(demo.releases()).containsExactly("demo-rs-v001"));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void anApprovalThatTimesOutDiscardsWhatWasPrepared() throws Exception {
        try (Demo demo = Demo.start()) {
            serveV1(demo, "approval");

            WorkflowRun run = Builds.run(
                    jenkins,
                    "approval",
                    Result.ABORTED,
                    demo.prepare("v2") + "timeout(time: 3, unit: 'SECONDS') { input 'go?' }\nblueGreenPromote()");

            jenkins.assertLogContains("demo-rs-v002 is available and dark", run);
            assertOnlyV1(demo);
        }
    }

    @Test
    void anApprovalThatIsRefusedDiscardsWhatWasPrepared() throws Exception {
        try (Demo demo = Demo.start()) {
            serveV1(demo, "refused");
            WorkflowRun run = Builds.start(jenkins, "refused", demo.prepare("v2") + "input 'go?'\nblueGreenPromote()");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> run.getAction(InputAction.class) != null
                            && run.getAction(InputAction.class).isWaitingForInput());

            run.getAction(InputAction.class).getExecutions().get(0).doAbort();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertOnlyV1(demo);
        }
    }

    @Test
    void aBuildThatIsAbortedWhileItWaitsForAPersonDiscardsWhatItPrepared() throws Exception {
        try (Demo demo = Demo.start()) {
            serveV1(demo, "between");
            WorkflowRun run = Builds.start(jenkins, "between", demo.prepare("v2") + "input 'go?'\nblueGreenPromote()");
            jenkins.waitForMessage("go?", run);

            run.doStop();

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertOnlyV1(demo);
        }
    }

    @Test
    void anAgentThatIsLostDuringTheSmokeTestLeavesWhatServedBefore() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the smoke test is one for a shell");
        try (Demo demo = Demo.start()) {
            serveV1(demo, "agent");
            DumbSlave agent = jenkins.createOnlineSlave(new LabelAtom("smoke"));
            WorkflowRun run = Builds.start(
                    jenkins,
                    "agent",
                    demo.prepare("v2") + "node('smoke') { sh 'echo testing; sleep 600' }\nblueGreenPromote()");
            jenkins.waitForMessage("+ sleep 600", run);

            jenkins.disconnectSlave(agent);
            jenkins.jenkins.removeNode(agent);

            jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
            assertOnlyV1(demo);
        }
    }
}
