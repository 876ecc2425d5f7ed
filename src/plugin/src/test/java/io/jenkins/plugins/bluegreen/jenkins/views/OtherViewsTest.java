package io.jenkins.plugins.bluegreen.jenkins.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.bluegreen.jenkins.BesideDemo;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Pipeline Graph View, Blue Ocean and Stage View show of deployments, however they end. */
class OtherViewsTest extends BesideDemo {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DEPLOY = "Blue/green: deploy to Kubernetes";
    private static final String PREPARE = "Blue/green: prepare a release";
    private static final String PROMOTE = "Blue/green: promote what was prepared";
    private static final List<String> BEFORE =
            List.of("Checked rights, the namespace and the manifest against the API server", "Took the Leases");

    private static GraphView graph;
    private static BlueOcean ocean;
    private static StageView boxes;

    @BeforeAll
    static void views() {
        graph = new GraphView(jenkins);
        ocean = new BlueOcean(jenkins);
        boxes = new StageView(jenkins);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
    }

    private String deploy(String version, String more) {
        return stage("blueGreenDeploy", version, more);
    }

    private String stage(String step, String version, String more) {
        return "stage('Deploy') { %s %s, manifestText: %s, version: '%s'%s }\n"
                .formatted(step, demo.where(), Demo.groovy(Demo.manifest()), version, more);
    }

    private static void assertSteps(WorkflowRun run, Seen... steps) throws Exception {
        assertThat(graph.steps(run)).containsExactly(steps);
        assertThat(ocean.steps(run)).containsExactly(steps);
    }

    /** Both views show the same log, in which these lines stand in this order; how often it says what it waits for depends. */
    private static void assertLog(WorkflowRun run, String step, List<String> lines) throws Exception {
        assertThat(told(graph.log(run, step))).containsExactlyElementsOf(lines);
        assertThat(told(ocean.log(run, step))).containsExactlyElementsOf(lines);
    }

    private static List<String> told(List<String> log) {
        return log.stream()
                .filter(line -> !line.startsWith("Waiting for "))
                .map(line -> line.replaceAll("[\\d,]+ ms", "N ms").replaceAll("\\d+ API", "N API"))
                .toList();
    }

    private static List<String> lines(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }

    @Test
    void aDeploymentThatSucceeds() throws Exception {
        Builds.run(jenkins, "before", Result.SUCCESS, deploy("v1", ""));

        WorkflowRun run = Builds.run(jenkins, "succeeds", Result.SUCCESS, deploy("v2", ""));

        assertSteps(run, new Seen("Deploy", DEPLOY, "marlon demo-service v2", "success"));
        assertLog(
                run,
                DEPLOY,
                lines(
                        BEFORE,
                        "Created demo-rs-v002 with 3 replicas, without traffic",
                        "Service demo-service now selects {bluegreen.jenkins.io/release=demo-rs-v002}",
                        "Service demo-service: every endpoint is proven; from here it goes forward",
                        "Changed the template of demo-rs-v002: bluegreen.jenkins.io/traffic=on, createBy=demo-service",
                        "Listed the pods of demo-rs-v002",
                        "Changed 3 pods: bluegreen.jenkins.io/traffic=on, createBy=demo-service",
                        "Changed the template of demo-rs-v001: bluegreen.jenkins.io/traffic=off, createBy removed",
                        "Listed the pods of demo-rs-v001",
                        "Changed 3 pods: bluegreen.jenkins.io/traffic=off, createBy removed",
                        "Service demo-service has the selector of its owner: {createBy=demo-service}",
                        "demo-rs-v002 has the traffic",
                        "preflight N ms, lock N ms, prepare N ms, warm-up N ms, flip N ms, labels N ms, hand-back N ms:"
                                + " N ms in all, N API requests",
                        "Cutover atomic in N ms, versions mixed for N ms, fewest ready endpoints 3"));
        assertThat(graph.error(run, DEPLOY)).isEmpty();
        assertThat(graph.stages(run)).isEqualTo(Map.of("Deploy", "success"));
        assertThat(ocean.run(run)).isEqualTo("success");
        assertThat(boxes.state(run, "Deploy")).isEqualTo("SUCCESS");
    }

    @Test
    void oneThatIsRefusedForWhatWasGiven() throws Exception {
        WorkflowRun run = Builds.run(
                jenkins, "refused", Result.FAILURE, deploy("v1", ", artifacts: 'docker.io/other/app:v9', replicas: 0"));
        String replicas = "Replicas is \"0\", but it is not a whole number from 1 to 100000. Give one.";
        String artifact =
                "The artifact docker.io/other/app:v9 was given, but no container of ReplicaSet demo-rs has an image of that"
                        + " name: it has docker.io/bebullish/demo. Correct the artifact's name, or the manifest's image.";

        assertSteps(run, new Seen("Deploy", DEPLOY, "marlon demo-service v1 docker.io/other/app:v9", "failure"));
        assertThat(graph.log(run, DEPLOY)).containsExactly(replicas, artifact);
        assertThat(graph.error(run, DEPLOY)).isEqualTo(replicas + "\n" + artifact);
        assertThat(ocean.log(run, DEPLOY)).as("log and error").containsExactly(replicas, artifact, replicas, artifact);
        assertThat(boxes.state(run, "Deploy")).isEqualTo("FAILED");
        assertThat(boxes.error(run, "Deploy")).isEqualTo(replicas + "\n" + artifact);
        assertThat(ocean.run(run)).isEqualTo("failure");
    }

    @Test
    void oneThatFails() throws Exception {
        WorkflowRun run = Builds.run(jenkins, "fails", Result.FAILURE, deploy("crash", ""));

        assertSteps(run, new Seen("Deploy", DEPLOY, "marlon demo-service crash", "failure"));
        String error = graph.error(run, DEPLOY);
        assertThat(error)
                .matches("Container demo of pod demo-rs-v001-\\w+ is in CrashLoopBackOff after 3 restarts: .+\\."
                        + " Traffic was never touched");
        assertThat(told(graph.log(run, DEPLOY)))
                .startsWith(lines(
                                BEFORE,
                                "Created demo-rs-v001 with 3 replicas, without traffic",
                                "Asked for the events and logs of demo-rs-v001",
                                "Deleted demo-rs-v001",
                                error.replaceAll("\\d+ ms", "N ms"))
                        .toArray(String[]::new))
                .anyMatch(line -> line.contains("BackOff: Back-off restarting failed container demo in pod"));
        assertThat(told(ocean.log(run, DEPLOY)))
                .as("the same story, and the error")
                .startsWith(told(graph.log(run, DEPLOY)).toArray(String[]::new))
                .endsWith(told(List.of(error)).get(0));
        assertThat(boxes.state(run, "Deploy")).isEqualTo("FAILED");
        assertThat(boxes.error(run, "Deploy")).isEqualTo(error);
        assertThat(ocean.run(run)).isEqualTo("failure");
    }

    @Test
    void oneThatIsAborted() throws Exception {
        WorkflowRun run = Builds.start(jenkins, "aborted", deploy("never-ready", ""));
        jenkins.waitForMessage("(0 of 3 available)", run);

        assertSteps(run, new Seen("Deploy", DEPLOY, "marlon demo-service never-ready", "running"));
        assertLog(run, DEPLOY, lines(BEFORE, "Created demo-rs-v001 with 3 replicas, without traffic"));
        assertThat(ocean.run(run)).isEqualTo("running");
        assertThat(boxes.state(run, "Deploy")).isEqualTo("IN_PROGRESS");

        try (ACLContext ignored = ACL.as(User.getById("alice", true))) {
            run.doStop();
        }
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));

        assertSteps(run, new Seen("Deploy", DEPLOY, "marlon demo-service never-ready", "aborted"));
        assertThat(told(graph.log(run, DEPLOY)))
                .containsExactlyElementsOf(lines(
                        BEFORE,
                        "Created demo-rs-v001 with 3 replicas, without traffic",
                        "Deleted demo-rs-v001",
                        "Aborted by alice. Traffic was never touched",
                        "preflight N ms, lock N ms, prepare N ms, warm-up N ms, restore N ms: N ms in all, N API"
                                + " requests"));
        assertThat(told(ocean.log(run, DEPLOY)))
                .as("the same story, and the error")
                .startsWith(told(graph.log(run, DEPLOY)).toArray(String[]::new))
                .endsWith("Aborted by alice");
        assertThat(graph.error(run, DEPLOY)).isEqualTo("Aborted by alice");
        assertThat(graph.stages(run)).isEqualTo(Map.of("Deploy", "aborted"));
        assertThat(ocean.run(run)).isEqualTo("aborted");
        assertThat(boxes.state(run, "Deploy")).isEqualTo("ABORTED");
        assertThat(boxes.error(run, "Deploy")).isEqualTo("Aborted by alice");
    }

    @Test
    void oneThatWaitsForItsApproval() throws Exception {
        WorkflowRun run = Builds.start(
                jenkins,
                "waits",
                stage("blueGreenPrepare", "v1", "")
                        + "stage('Approve') { input 'Send traffic to it?' }\nstage('Promote') { blueGreenPromote() }");
        await().atMost(LONG)
                .until(() -> run.getAction(InputAction.class) != null
                        && run.getAction(InputAction.class).isWaitingForInput());
        Seen prepared = new Seen("Deploy", PREPARE, "marlon demo-service v1", "success");
        String input = "Wait for interactive input";

        assertSteps(run, prepared, new Seen("Approve", input, "Send traffic to it?", "paused"));
        assertThat(told(graph.log(run, PREPARE)))
                .contains("demo-rs-v001 is available and dark; promote it to give it the traffic");
        assertThat(ocean.log(run, PREPARE)).isEqualTo(graph.log(run, PREPARE));
        assertThat(ocean.run(run)).isEqualTo("paused");
        assertThat(boxes.state(run, "Approve")).isEqualTo("PAUSED_PENDING_INPUT");
        assertThat(demo.serving()).isEmpty();

        run.getAction(InputAction.class).getExecutions().get(0).proceed(Map.of());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

        assertSteps(
                run,
                prepared,
                new Seen("Approve", input, "Send traffic to it?", "success"),
                new Seen("Promote", PROMOTE, "", "success"));
        assertThat(told(graph.log(run, PROMOTE))).contains("demo-rs-v001 has the traffic");
        assertThat(ocean.log(run, PROMOTE)).isEqualTo(graph.log(run, PROMOTE));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void oneThatHasWarnings() throws Exception {
        demo.makeSessionsStick();

        WorkflowRun run = Builds.run(jenkins, "warns", Result.SUCCESS, deploy("v1", ""));

        assertSteps(run, new Seen("Deploy", DEPLOY, "marlon demo-service v1", "unstable"));
        assertThat(graph.log(run, DEPLOY))
                .startsWith("Service demo-service has session affinity: clients may stay on the old pods")
                .contains("demo-rs-v001 has the traffic");
        assertThat(ocean.log(run, DEPLOY)).isEqualTo(graph.log(run, DEPLOY));
        assertThat(graph.error(run, DEPLOY)).isEmpty();
        assertThat(Builds.nodes(run, "blueGreenDeploy"))
                .singleElement()
                .satisfies(node -> assertThat(
                                node.getPersistentAction(WarningAction.class).getMessage())
                        .startsWith("Service demo-service has session affinity"));
        assertThat(boxes.state(run, "Deploy")).isEqualTo("UNSTABLE");
        assertThat(ocean.run(run)).as("the build itself succeeds").isEqualTo("success");
    }
}
