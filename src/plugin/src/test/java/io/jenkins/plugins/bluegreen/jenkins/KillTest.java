package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.Functions;
import hudson.Main;
import hudson.init.InitMilestone;
import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.Interrupted.Case;
import io.jenkins.plugins.bluegreen.jenkins.Interrupted.Stop;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;
import org.kohsuke.stapler.StaplerRequest2;

/** A controller of its own, with the packaged plugin, is killed or restarted safely while deployments are under way. */
class KillTest {
    /** Twice a controller and a minute of drain: on a machine that is busy with something else it takes long. */
    private static final int SECONDS = 1500;

    /** A property of a process that is about to restart. */
    private static final String BEFORE = "bluegreen.before";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(SECONDS);

    @Test
    void durableDeploymentsGoOnAndTheOthersLeaveOneReleaseServing() throws Throwable {
        try (Interrupted interrupted = new Interrupted();
                Demo durable = Demo.start();
                Demo fast = Demo.start()) {
            deployFirst(interrupted);
            askFor(durable, "durable", FlowDurabilityHint.MAX_SURVIVABILITY);
            askFor(fast, "fast", FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
            deploySecond(interrupted);

            interrupted.inPhase();
            controller.stopJenkinsForcibly();
            interrupted.letGo();
            controller.startJenkins();

            for (Case one : interrupted.cases) {
                if (one.durable()) {
                    ended(one.name(), Result.SUCCESS);
                    one.done();
                } else {
                    ended(one.name(), null);
                    await().atMost(Duration.ofSeconds(90)).untilAsserted(one::oneServes);
                }
            }
            Demo warming = interrupted
                    .named(Stop.WARM_UP, FlowDurabilityHint.PERFORMANCE_OPTIMIZED)
                    .demo();
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(warming.releases()).containsExactly("demo-rs-v001"));
            goOn("durable");
            ended("durable", Result.SUCCESS);
            assertThat(durable.serving()).containsExactly("demo-rs-v001");
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(fast.releases()).isEmpty());
        }
    }

    @Test
    void everyDeploymentGoesOnAfterASafeRestart() throws Throwable {
        assumeTrue(!Functions.isWindows(), "Skipped: a controller can restart itself on Unix alone");
        // The new process is found where the old one was.
        controller.withPort(freePort());
        try (Interrupted interrupted = new Interrupted()) {
            deployFirst(interrupted);
            deploySecond(interrupted);

            interrupted.inPhase();
            controller.runRemotely(jenkins -> {
                System.setProperty(BEFORE, "restart");
                // Jenkins refuses to restart in a test of one process; this is one of its own.
                Main.isUnitTest = false;
                jenkins.jenkins.doSafeRestart((StaplerRequest2) null, "a test");
            });
            await().atMost(Duration.ofSeconds(180)).until(this::isAnew);
            interrupted.letGo();

            for (Case one : interrupted.cases) {
                ended(one.name(), Result.SUCCESS);
                one.done();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Whether it answers as another process; while it restarts it does not answer. */
    private boolean isAnew() {
        try {
            return controller.runRemotely(KillTest::begun);
        } catch (Throwable e) {
            return false;
        }
    }

    private static Boolean begun(JenkinsRule jenkins) {
        return System.getProperty(BEFORE) == null && jenkins.jenkins.getInitLevel() == InitMilestone.COMPLETED;
    }

    private void deployFirst(Interrupted interrupted) throws Throwable {
        controller.startJenkins();
        controller.runRemotely(jenkins -> {
            Demo.credential(Demo.CREDENTIAL);
        });
        for (Case one : interrupted.cases) {
            start(one.name() + "-first", FlowDurabilityHint.MAX_SURVIVABILITY, one.first());
        }
        for (Case one : interrupted.cases) {
            ended(one.name() + "-first", Result.SUCCESS);
        }
    }

    /** All of them are under way afterwards, each in its phase. */
    private void deploySecond(Interrupted interrupted) throws Throwable {
        interrupted.hold();
        for (Case one : interrupted.cases) {
            start(one.name(), one.durability(), one.script());
        }
        for (Case one : interrupted.cases) {
            reached(one.name(), one.reached());
        }
    }

    /** A build that has prepared a release and waits for a person. */
    private void askFor(Demo demo, String name, FlowDurabilityHint durability) throws Throwable {
        start(name, durability, demo.prepare("v1") + "input 'go?'\nblueGreenPromote()");
        reached(name, "go?");
    }

    private void goOn(String name) throws Throwable {
        controller.runRemotely(jenkins -> {
            WorkflowRun run = build(jenkins, name);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> run.getAction(InputAction.class) != null
                            && run.getAction(InputAction.class).isWaitingForInput());
            run.getAction(InputAction.class).getExecutions().get(0).proceed(Map.of());
        });
    }

    private void start(String name, FlowDurabilityHint durability, String script) throws Throwable {
        controller.runRemotely(jenkins -> {
            Builds.start(jenkins, name, durability, script);
        });
    }

    private void reached(String name, String message) throws Throwable {
        controller.runRemotely(jenkins -> {
            jenkins.waitForMessage(message, build(jenkins, name));
        });
    }

    private void ended(String name, Result result) throws Throwable {
        controller.runRemotely(jenkins -> {
            WorkflowRun run = jenkins.waitForCompletion(build(jenkins, name));
            if (result != null) {
                jenkins.assertBuildStatus(result, run);
            }
        });
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }
}
