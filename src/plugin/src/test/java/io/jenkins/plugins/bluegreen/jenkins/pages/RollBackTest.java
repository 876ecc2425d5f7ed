package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import io.jenkins.plugins.bluegreen.jenkins.back.RollbackOrder;
import io.jenkins.plugins.bluegreen.jenkins.back.Rollbacks;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import java.time.Duration;
import java.util.List;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The way back from the page of a job: who is offered it, what it asks, and the build that does it. */
@WithJenkins
class RollBackTest {
    private static JenkinsRule jenkins;
    private static Visitors visitors;

    private final Demo demo = Demo.start();
    private String name;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        visitors = Visitors.of(rule);
        Demo.credential(Demo.CREDENTIAL);
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void close() {
        demo.close();
    }

    @Test
    void aPipelineRollsBackAfterAConfirmation() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        visitors.awaitLive(job);

        HtmlPage confirmation = visitors.page("replayer", job)
                .<org.htmlunit.html.HtmlAnchor>querySelector("#back-" + Visitors.id(job) + "-demo-rs-v001")
                .click();
        assertThat(texts(confirmation, ".bg-confirm")).containsExactly("From demo-rs-v002 (v2) to demo-rs-v001 (v1).");
        assertThat(confirmation.asNormalizedText())
                .contains("A build of " + name + " does it, and nothing else.")
                .doesNotContain("waits");
        job.setConcurrentBuild(false);
        assertThat(((HtmlPage) confirmation.refresh()).asNormalizedText())
                .contains("It waits behind a build of the job that runs.");
        visitors.post("replayer", job.getUrl() + "blue-green/target/" + Visitors.id(job) + "/start?to=demo-rs-v001");

        WorkflowRun run = second(job);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(run.getCauses().get(0).getShortDescription()).contains("replayer");
        jenkins.assertLogContains("blueGreenRollback", run);
        assertThat(run.getAction(RollbackOrder.class).getFrom()).isEqualTo("demo-rs-v002 (v2)");
        assertThat(texts(visitors.page("reader", job), "tbody td:nth-child(5)"))
                .containsExactly("rolled back from", "has the traffic");
        assertThat(texts(visitors.as("reader").getPage(run), ".app-summary"))
                .contains("This build only rolls demo-rs back, from demo-rs-v002 (v2) to demo-rs-v001.");
    }

    private static <P extends Job<P, R>, R extends Run<P, R>> R second(P job) {
        await().atMost(Duration.ofSeconds(60)).until(() -> job.getBuildByNumber(2) != null);
        return job.getBuildByNumber(2);
    }

    @Test
    void aFreestyleJobRollsBackAndDoesNothingElse() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        for (String version : List.of("v1", "v2")) {
            DeployBuilder builder = new DeployBuilder();
            builder.setCredentialsId(Demo.CREDENTIAL);
            builder.setServerUrl(demo.url());
            builder.setCaCertificate(demo.cluster().caCertificate());
            builder.setNamespace(Demo.NAMESPACE);
            builder.setService("demo-service");
            builder.setManifestText(Demo.manifest());
            builder.setVersion(version);
            job.getBuildersList().add(builder);
        }
        jenkins.buildAndAssertSuccess(job);

        visitors.post("configurer", job.getUrl() + "blue-green/target/" + Visitors.id(job) + "/start?to=demo-rs-v001");

        FreeStyleBuild build = second(job);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.releases()).containsExactly("demo-rs-v001", "demo-rs-v002");
        assertThat(build.getRootDir().toPath().resolve("build.xml"))
                .content()
                .contains("<build>")
                .doesNotContain("RollbackBuild");
        job.doReload();
        FreeStyleBuild again =
                jenkins.jenkins.getItemByFullName(name, FreeStyleProject.class).getBuildByNumber(2);
        assertThat(again.getClass()).isEqualTo(FreeStyleBuild.class);
        assertThat(again.getResult()).isEqualTo(Result.SUCCESS);
        assertThat(again.getAction(DeploymentsAction.class).getDeployments()).hasSize(1);
    }

    @Test
    void isOfferedToThoseAloneWhoMay() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        String start = job.getUrl() + "blue-green/target/" + Visitors.id(job) + "/start?to=demo-rs-v001";
        String confirm = job.getUrl() + "blue-green/target/" + Visitors.id(job) + "/rollback?to=demo-rs-v001";

        for (String user : List.of("reader", "builder", "user")) {
            assertThat(visitors.page(user, job).querySelectorAll("[id^=back-]"))
                    .as(user)
                    .isEmpty();
            assertThat(visitors.as(user).goTo(confirm).getWebResponse().getStatusCode())
                    .as(user)
                    .isEqualTo(403);
            assertThat(visitors.post(user, start).getWebResponse().getStatusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        for (String user : List.of("replayer", "configurer")) {
            assertThat(visitors.page(user, job).querySelectorAll("[id^=back-]"))
                    .as(user)
                    .hasSize(1);
        }
        assertThat(visitors.as("admin").goTo(start).getWebResponse().getStatusCode())
                .as("it is no link")
                .isIn(404, 405);
        assertThat(job.getLastBuild().getNumber()).isEqualTo(1);
        assertThat(Rollbacks.waiting(job)).isEmpty();
    }

    @Test
    void goesNowhereThatIsNotKnown() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        String target = job.getUrl() + "blue-green/target/" + Visitors.id(job);

        for (String to : List.of("demo-rs-v002", "demo-rs-v009", "", "'%29%3Bsh%20'x")) {
            assertThat(visitors.post("admin", target + "/start?to=" + to)
                            .getWebResponse()
                            .getStatusCode())
                    .as(to)
                    .isEqualTo(400);
        }
        assertThat(visitors.post("admin", job.getUrl() + "blue-green/target/none/start?to=demo-rs-v001")
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(Rollbacks.waiting(job)).isEmpty();
    }

    @Test
    void saysThatItWaitsBehindABuildThatRuns() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        job.setConcurrentBuild(false);
        job.setDefinition(new CpsFlowDefinition("semaphore '" + name + "'", true));
        Run<?, ?> running = job.scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart(name + "/1", running);
        String start = job.getUrl() + "blue-green/target/" + Visitors.id(job) + "/start?to=demo-rs-v001";

        visitors.post("replayer", start);
        visitors.post("replayer", start);

        await().untilAsserted(() -> assertThat(texts(visitors.page("reader", job), ".bg-waiting"))
                .singleElement()
                .asString()
                .startsWith("Rolling back from demo-rs-v002 (v2) to demo-rs-v001 waits.")
                .contains("#2"));
        SemaphoreStep.success(name + "/1", null);
        await().atMost(Duration.ofSeconds(60)).until(() -> job.getBuildByNumber(3) != null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(3)));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }
}
