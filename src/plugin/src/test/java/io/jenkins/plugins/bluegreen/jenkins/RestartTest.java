package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.Interrupted.Case;
import java.time.Duration;
import java.util.Map;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller is restarted in an orderly way while deployments are under way. */
class RestartTest {
    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void everyDeploymentGoesOnInEachPhase() throws Throwable {
        try (Interrupted interrupted = new Interrupted()) {
            sessions.then(jenkins -> {
                Demo.credential(Demo.CREDENTIAL);
                for (Case one : interrupted.cases) {
                    Builds.start(jenkins, one.name() + "-first", one.first());
                }
                for (Case one : interrupted.cases) {
                    ended(jenkins, one.name() + "-first", Result.SUCCESS);
                }
                interrupted.hold();
                for (Case one : interrupted.cases) {
                    Builds.start(jenkins, one.name(), one.durability(), one.script());
                }
                for (Case one : interrupted.cases) {
                    jenkins.waitForMessage(one.reached(), build(jenkins, one.name()));
                }
                interrupted.inPhase();
            });
            interrupted.letGo();
            sessions.then(jenkins -> {
                for (Case one : interrupted.cases) {
                    ended(jenkins, one.name(), Result.SUCCESS);
                    one.done();
                }
            });
        }
    }

    @Test
    void whatWasPreparedIsPromotedOrDiscardedAfterIt() throws Throwable {
        try (Demo promoted = Demo.start();
                Demo discarded = Demo.start()) {
            sessions.then(jenkins -> {
                Demo.credential(Demo.CREDENTIAL);
                for (Demo demo : new Demo[] {promoted, discarded}) {
                    WorkflowRun run = Builds.start(
                            jenkins,
                            demo == promoted ? "promoted" : "discarded",
                            FlowDurabilityHint.MAX_SURVIVABILITY,
                            demo.prepare("v1") + "input 'go?'\nblueGreenPromote()");
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> run.getAction(InputAction.class) != null
                                    && run.getAction(InputAction.class).isWaitingForInput());
                }
            });
            sessions.then(jenkins -> {
                input(jenkins, "promoted").getExecutions().get(0).proceed(Map.of());
                input(jenkins, "discarded").getExecutions().get(0).doAbort();
                ended(jenkins, "promoted", Result.SUCCESS);
                ended(jenkins, "discarded", Result.ABORTED);
                assertThat(promoted.serving()).containsExactly("demo-rs-v001");
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(discarded.releases()).isEmpty());
            });
        }
    }

    private static InputAction input(JenkinsRule jenkins, String name) {
        WorkflowRun run = build(jenkins, name);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run.getAction(InputAction.class) != null
                        && run.getAction(InputAction.class).isWaitingForInput());
        return run.getAction(InputAction.class);
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    private static void ended(JenkinsRule jenkins, String name, Result result) throws Exception {
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build(jenkins, name)));
    }
}
