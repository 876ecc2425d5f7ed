package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.FilePath;
import hudson.Functions;
import hudson.Launcher;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCMRevisionState;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsScmFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The example that people are shown, as it is written, with a kubeconfig as credential and pods that answer. */
@WithJenkins
class ExampleTest {
    private static JenkinsRule jenkins;

    private Demo demo;
    private String name;

    @BeforeAll
    static void keep(JenkinsRule rule) {
        jenkins = rule;
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        assumeTrue(
                !Functions.isWindows(), "Skipped: pods listen on addresses that only Linux binds, and curl is asked");
        name = test.getDisplayName().replaceAll("[^A-Za-z0-9]+", "-");
        start(Settings.fast());
    }

    private void start(Settings settings) {
        demo = Demo.start(settings);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "prod",
                        "",
                        "kubeconfig",
                        SecretBytes.fromRawBytes(demo.cluster().kubeconfig().getBytes(StandardCharsets.UTF_8))));
    }

    @AfterEach
    void close() {
        if (demo != null) {
            demo.close();
        }
    }

    private WorkflowRun start(String jenkinsfile, String tag) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name + "-" + System.nanoTime());
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("TAG_NAME", "")));
        job.setDefinition(new CpsScmFlowDefinition(sources(jenkinsfile), "Jenkinsfile"));
        return job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("TAG_NAME", tag)))
                .waitForStart();
    }

    private static Sources sources(String jenkinsfile) throws Exception {
        try (InputStream script = ExampleTest.class.getResourceAsStream(jenkinsfile)) {
            return new Sources(Map.of(
                    "Jenkinsfile",
                    new String(script.readAllBytes(), StandardCharsets.UTF_8),
                    "k8s/replicaset.yaml",
                    Demo.manifest()));
        }
    }

    /** Sources that are checked out of nowhere. */
    private static final class Sources extends NullSCM {
        private final TreeMap<String, String> files;

        Sources(Map<String, String> files) {
            this.files = new TreeMap<>(files);
        }

        @Override
        public void checkout(
                Run<?, ?> build,
                Launcher launcher,
                FilePath workspace,
                TaskListener listener,
                File changelog,
                SCMRevisionState baseline)
                throws IOException, InterruptedException {
            for (Map.Entry<String, String> file : files.entrySet()) {
                workspace.child(file.getKey()).write(file.getValue(), "UTF-8");
            }
        }
    }

    private InputAction approval(WorkflowRun run) throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(run.isBuilding()).as(Builds.log(run)).isTrue();
            InputAction action = run.getAction(InputAction.class);
            return action != null && action.isWaitingForInput();
        });
        return run.getAction(InputAction.class);
    }

    private void deploy(String jenkinsfile, String tag) throws Exception {
        WorkflowRun run = start(jenkinsfile, tag);
        approval(run).getExecutions().get(0).proceed(Map.of());
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Declarative.Jenkinsfile", "Scripted.Jenkinsfile"})
    void goesFromV1ToV2(String jenkinsfile) throws Exception {
        deploy(jenkinsfile, "v1");
        assertThat(demo.serving()).containsExactly("demo-rs-v001");

        WorkflowRun run = start(jenkinsfile, "v2");
        InputAction approval = approval(run);
        jenkins.assertLogContains("demo-rs-v002-", run);
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        approval.getExecutions().get(0).proceed(Map.of());

        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(demo.serving()).containsExactly("demo-rs-v002");
        assertThat(demo.selector()).isEqualTo(Map.of("createBy", "demo-service"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Declarative.Jenkinsfile", "Scripted.Jenkinsfile"})
    void leavesEverythingAsItWasWhenTheApprovalIsRefused(String jenkinsfile) throws Exception {
        deploy(jenkinsfile, "v1");

        WorkflowRun run = start(jenkinsfile, "v2");
        approval(run).getExecutions().get(0).doAbort();

        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.releases()).containsExactly("demo-rs-v001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Declarative.Jenkinsfile"})
    void leavesEverythingAsItWasWhenTheSmokeTestFails(String jenkinsfile) throws Exception {
        demo.close();
        start(Settings.fast().withoutPodServers());

        WorkflowRun run = start(jenkinsfile, "v1");

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        assertThat(demo.serving()).isEmpty();
        await().atMost(10, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(demo.releases()).isEmpty());
    }
}
