package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import io.jenkins.plugins.bluegreen.jenkins.back.RollbackOrder;
import io.jenkins.plugins.bluegreen.jenkins.back.Rollbacks;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTargets;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The releases on the page of a job, who sees them, and the way back from there. */
@WithJenkins
class JobPageTest {
    private static JenkinsRule jenkins;

    private final Demo demo = Demo.start();
    private String name;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Demo.credential(Demo.CREDENTIAL);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "builder", "replayer", "configurer", "user")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder", "replayer", "configurer")
                .grant(ReplayAction.REPLAY)
                .everywhere()
                .to("replayer")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("user"));
    }

    @BeforeEach
    void name(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
    }

    @AfterEach
    void close() {
        demo.close();
    }

    private String deploy(String version) {
        return "blueGreenDeploy %s, manifestText: %s, version: '%s'\n"
                .formatted(demo.where(), Demo.groovy(Demo.manifest()), version);
    }

    private WorkflowJob twice() throws Exception {
        WorkflowJob job = Builds.job(jenkins, name, deploy("v1") + deploy("v2"));
        jenkins.buildAndAssertSuccess(job);
        return job;
    }

    private static String id(Job<?, ?> job) {
        return JobTargets.of(job).get(0).id();
    }

    private static JenkinsRule.WebClient as(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.getOptions().setJavaScriptEnabled(false);
        return user.isEmpty() ? client : client.login(user);
    }

    private static HtmlPage page(String user, Item item) throws Exception {
        return as(user).goTo(item.getUrl() + "blue-green/");
    }

    private static Page post(String user, String path) throws Exception {
        JenkinsRule.WebClient client = as(user);
        return client.getPage(
                client.addCrumb(new WebRequest(new URL(client.getContextPath() + path), HttpMethod.POST)));
    }

    private static void awaitLive(Item item) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                texts(page("admin", item), ".bg-status").get(0))
                        .startsWith("As the cluster has them"));
    }

    @Test
    void showsTheReleasesAsTheyWereLastSeenToThoseWhoMayOnlyRead() throws Exception {
        WorkflowJob job = twice();

        for (String user : List.of("reader", "builder", "replayer", "user")) {
            HtmlPage page = page(user, job);

            assertThat(texts(page, ".bg-status").get(0)).as(user).startsWith("As last seen, at");
            String again = ((DomElement) page.querySelector(".bg-releases")).getAttribute("data-url");
            assertThat(as(user).goTo(job.getUrl() + "blue-green/" + again)
                            .getWebResponse()
                            .getContentAsString())
                    .contains("demo-rs-v002", "bg-snapshot")
                    .doesNotContain("<body");
            assertThat(texts(page, "tbody th")).containsExactly("demo-rs-v002 v2", "demo-rs-v001 v1");
            assertThat(texts(page, "tbody td:nth-child(5)"))
                    .containsExactly("has the traffic", "kept, for the way back");
            assertThat(texts(page, "tbody td:nth-child(6)").get(0)).startsWith(name + " #1");
        }
    }

    @Test
    void asksTheClusterForThoseWhoMayConfigureAndUseTheCredential() throws Exception {
        WorkflowJob job = twice();
        page("admin", job);
        awaitLive(job);

        demo.client()
                .apps()
                .replicaSets()
                .inNamespace(Demo.NAMESPACE)
                .withName("demo-rs-v001")
                .scale(1);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(texts(page("admin", job), "tbody td:nth-child(3)"))
                        .containsExactly("3 / 3", "1 / 1"));
        await().untilAsserted(() ->
                assertThat(texts(page("reader", job), "tbody td:nth-child(3)")).containsExactly("3 / 3", "1 / 1"));
    }

    @Test
    void saysWhyTheClusterDidNotAnswerAndShowsWhatWasSeen() throws Exception {
        WorkflowJob job = twice();
        demo.close();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(texts(page("admin", job), ".jenkins-alert-warning"))
                        .anyMatch(text -> text.startsWith("The cluster did not tell: ")));

        HtmlPage page = page("admin", job);
        assertThat(texts(page, "tbody th")).containsExactly("demo-rs-v002 v2", "demo-rs-v001 v1");
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain(Demo.TOKEN);
    }

    @Test
    void aPipelineRollsBackAfterAConfirmation() throws Exception {
        WorkflowJob job = twice();
        awaitLive(job);

        HtmlPage confirmation = page("replayer", job)
                .<org.htmlunit.html.HtmlAnchor>querySelector("#back-" + id(job) + "-demo-rs-v001")
                .click();
        assertThat(texts(confirmation, ".bg-confirm")).containsExactly("From demo-rs-v002 (v2) to demo-rs-v001 (v1).");
        assertThat(confirmation.asNormalizedText())
                .contains("A build of " + name + " does it, and nothing else.")
                .doesNotContain("waits");
        job.setConcurrentBuild(false);
        assertThat(((HtmlPage) confirmation.refresh()).asNormalizedText())
                .contains("It waits behind a build of the job that runs.");
        post("replayer", job.getUrl() + "blue-green/target/" + id(job) + "/start?to=demo-rs-v001");

        WorkflowRun run = second(job);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(run.getCauses().get(0).getShortDescription()).contains("replayer");
        jenkins.assertLogContains("blueGreenRollback", run);
        assertThat(run.getAction(RollbackOrder.class).getFrom()).isEqualTo("demo-rs-v002 (v2)");
        assertThat(texts(page("reader", job), "tbody td:nth-child(5)"))
                .containsExactly("rolled back from", "has the traffic");
        assertThat(texts(as("reader").getPage(run), ".app-summary"))
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

        post("configurer", job.getUrl() + "blue-green/target/" + id(job) + "/start?to=demo-rs-v001");

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
        WorkflowJob job = twice();
        String start = job.getUrl() + "blue-green/target/" + id(job) + "/start?to=demo-rs-v001";
        String confirm = job.getUrl() + "blue-green/target/" + id(job) + "/rollback?to=demo-rs-v001";

        for (String user : List.of("reader", "builder", "user")) {
            assertThat(page(user, job).querySelectorAll("[id^=back-]")).as(user).isEmpty();
            assertThat(as(user).goTo(confirm).getWebResponse().getStatusCode())
                    .as(user)
                    .isEqualTo(403);
            assertThat(post(user, start).getWebResponse().getStatusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        for (String user : List.of("replayer", "configurer")) {
            assertThat(page(user, job).querySelectorAll("[id^=back-]")).as(user).hasSize(1);
        }
        assertThat(as("admin").goTo(start).getWebResponse().getStatusCode())
                .as("it is no link")
                .isIn(404, 405);
        assertThat(job.getLastBuild().getNumber()).isEqualTo(1);
        assertThat(Rollbacks.waiting(job)).isEmpty();
    }

    @Test
    void goesNowhereThatIsNotKnown() throws Exception {
        WorkflowJob job = twice();
        String target = job.getUrl() + "blue-green/target/" + id(job);

        for (String to : List.of("demo-rs-v002", "demo-rs-v009", "", "'%29%3Bsh%20'x")) {
            assertThat(post("admin", target + "/start?to=" + to)
                            .getWebResponse()
                            .getStatusCode())
                    .as(to)
                    .isEqualTo(400);
        }
        assertThat(post("admin", job.getUrl() + "blue-green/target/none/start?to=demo-rs-v001")
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(404);
        assertThat(Rollbacks.waiting(job)).isEmpty();
    }

    @Test
    void saysThatItWaitsBehindABuildThatRuns() throws Exception {
        WorkflowJob job = twice();
        job.setConcurrentBuild(false);
        job.setDefinition(new CpsFlowDefinition("semaphore '" + name + "'", true));
        Run<?, ?> running = job.scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart(name + "/1", running);
        String start = job.getUrl() + "blue-green/target/" + id(job) + "/start?to=demo-rs-v001";

        post("replayer", start);
        post("replayer", start);

        await().untilAsserted(() -> assertThat(texts(page("reader", job), ".bg-waiting"))
                .singleElement()
                .asString()
                .startsWith("Rolling back from demo-rs-v002 (v2) to demo-rs-v001 waits.")
                .contains("#2"));
        SemaphoreStep.success(name + "/1", null);
        await().atMost(Duration.ofSeconds(60)).until(() -> job.getBuildByNumber(3) != null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(3)));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void saysWhatABuildIsDoing() throws Exception {
        WorkflowJob job = twice();
        job.setDefinition(new CpsFlowDefinition(deploy("never-ready"), true));
        WorkflowRun running = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Waiting for", running);

        HtmlPage page = page("reader", job);

        assertThat(texts(page, ".bg-running"))
                .singleElement()
                .asString()
                .startsWith("#" + running.getNumber() + ", ")
                .contains("Waiting for all pods of the candidate");
        assertThat(page.querySelectorAll(".bg-running a[href$='/%d/blue-green/']".formatted(running.getNumber())))
                .hasSize(1);
        running.doStop();
        jenkins.waitForCompletion(running);
        assertThat(texts(page("reader", job), ".bg-running")).isEmpty();
    }

    @Test
    void aFolderShowsWhatItsJobsDeploy() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, name);
        assertThat(folder.getAction(ReleasesAction.class)).isNull();
        WorkflowJob job = folder.createProject(WorkflowJob.class, "main");
        job.setDefinition(new CpsFlowDefinition(deploy("v1"), true));
        jenkins.buildAndAssertSuccess(job);

        HtmlPage page = page("reader", folder);

        assertThat(texts(page, "h2")).contains("demo-rs");
        assertThat(texts(page, "tbody th")).containsExactly("demo-rs-v001 v1");
        assertThat(page.querySelectorAll("a[href$='/job/main/']")).isNotEmpty();
    }

    @Test
    void escapesWhatAClusterSays() throws Exception {
        WorkflowJob job = twice();
        demo.client()
                .apps()
                .replicaSets()
                .inNamespace(Demo.NAMESPACE)
                .withName("demo-rs-v001")
                .edit(set -> {
                    set.getMetadata()
                            .getAnnotations()
                            .put("bluegreen.jenkins.io/version", "</td><script>alert(1)</script>'\"");
                    set.getMetadata().getAnnotations().put("bluegreen.jenkins.io/run-url", "javascript:alert(2)");
                    return set;
                });

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                texts(page("admin", job), "tbody th").get(1))
                        .contains("<script>alert(1)</script>'\""));

        HtmlPage page = page("admin", job);
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain("<script>alert(1)");
        assertThat(page.querySelectorAll("[href^='javascript']")).isEmpty();
        HtmlPage confirmation =
                as("admin").goTo(job.getUrl() + "blue-green/target/" + id(job) + "/rollback?to=demo-rs-v001");
        assertThat(confirmation.getWebResponse().getContentAsString()).doesNotContain("<script>alert(1)");
        assertThat(confirmation.querySelectorAll("#main-panel [style]").stream().map(DomElement.class::cast))
                .isEmpty();
    }
}
