package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.tasks.ArtifactArchiver;
import io.jenkins.plugins.bluegreen.jenkins.BesideDemo;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import io.jenkins.plugins.bluegreen.jenkins.back.RollbackOrder;
import io.jenkins.plugins.bluegreen.jenkins.back.Rollbacks;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTargets;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.TestBuilder;

/** The way back from the page of a job: who is offered it, what it asks, and the build that does it. */
class RollBackTest extends BesideDemo {
    private static Visitors visitors;

    @BeforeAll
    static void visitors() {
        visitors = Visitors.of(jenkins);
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
                .contains("If a build of the job runs, it waits for that.");
        Html.assertNothingInline(confirmation);
        HtmlPage after = visitors.confirm("replayer", target(job), "demo-rs-v001");

        assertThat(after.getUrl().getPath()).endsWith("/job/" + name + "/blue-green/");
        WorkflowRun run = second(job);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(run.getCauses().get(0).getShortDescription()).contains("replayer");
        jenkins.assertLogContains("blueGreenRollback", run);
        assertThat(((CpsFlowExecution) run.getExecution()).isSandbox()).isTrue();
        assertThat(run.getAction(RollbackOrder.class).getFrom()).isEqualTo("demo-rs-v002 (v2)");
        for (String user : List.of("admin", "reader")) {
            assertThat(texts(visitors.page(user, job), "tbody td:nth-child(5)"))
                    .as("at once, for %s", user)
                    .containsExactly("rolled back from", "has the traffic");
        }
        assertThat(texts(visitors.as("reader").getPage(run), ".app-summary"))
                .contains("This build only rolls demo-rs back, from demo-rs-v002 (v2) to demo-rs-v001.");
    }

    private static String target(Job<?, ?> job) {
        return job.getUrl() + "blue-green/target/" + Visitors.id(job);
    }

    /** What a confirmation asks for: from the second release to the first. */
    private static String start(Job<?, ?> job) {
        return target(job) + "/start?to=demo-rs-v001&from=demo-rs-v002";
    }

    private static <P extends Job<P, R>, R extends Run<P, R>> R second(P job) {
        await().atMost(Duration.ofSeconds(60)).until(() -> job.getBuildByNumber(2) != null);
        return job.getBuildByNumber(2);
    }

    @Test
    void aFreestyleJobRollsBackAndDoesNothingElse() throws Exception {
        FreeStyleProject job = freestyle();
        job.getBuildersList().add(new FailureBuilder());
        job.getPublishersList().add(new ArtifactArchiver("nothing of this name"));

        visitors.post("configurer", start(job));

        FreeStyleBuild build = second(job);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        assertThat(build.getCauses().get(0).getShortDescription()).contains("configurer");
        jenkins.assertLogNotContains("Archiving", build);
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

    private FreeStyleProject freestyle() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        for (String version : List.of("v1", "v2")) {
            DeployBuilder builder = demo.builder(version);
            builder.setVerify("1s");
            builder.setReadyTimeout("7m");
            job.getBuildersList().add(builder);
        }
        jenkins.buildAndAssertSuccess(job);
        return job;
    }

    @Test
    void aFreestyleJobRollsBackAsItDeploysAndOneAtATime() throws Exception {
        FreeStyleProject job = freestyle();
        job.setConcurrentBuild(false);
        job.getBuildersList().clear();
        CountDownLatch latch = new CountDownLatch(1);
        job.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws InterruptedException {
                return latch.await(1, TimeUnit.MINUTES);
            }
        });
        jenkins.jenkins.setNumExecutors(3);
        RollbackOrder order = new RollbackOrder(JobTargets.of(job).get(0), "demo-rs-v002", "demo-rs-v001");

        Queue.Item waiting = Queue.withLock(() -> {
            job.scheduleBuild2(0);
            try (ACLContext configurer = ACL.as(User.getById("configurer", true))) {
                return Rollbacks.of(job).orElseThrow().schedule(job, order);
            }
        });

        await().atMost(Duration.ofSeconds(30)).until(() -> job.getBuildByNumber(2) != null);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jenkins.jenkins.getQueue().getItem(waiting.getId()) instanceof Queue.BlockedItem);
        assertThat(job.getBuildByNumber(3)).isNull();
        assertThat(texts(visitors.page("reader", job), ".bg-waiting"))
                .singleElement()
                .asString()
                .startsWith("Rolling back from demo-rs-v002 to demo-rs-v001 waits.");
        latch.countDown();

        await().atMost(Duration.ofSeconds(60)).until(() -> job.getBuildByNumber(3) != null);
        FreeStyleBuild back = jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(job.getBuildByNumber(3)));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(back.getAction(RollbackOrder.class).option(Parameter.READY_TIMEOUT))
                .isEqualTo("7m");
        jenkins.assertLogContains("verify ", back);
        assertThat(JobTargets.of(job))
                .singleElement()
                .satisfies(
                        target -> assertThat(target.options()).isEqualTo(Map.of("readyTimeout", "7m", "verify", "1s")));
    }

    @Test
    void aPipelineRollsBackAsItDeploys() throws Exception {
        WorkflowJob job = Builds.job(
                jenkins,
                name,
                (demo.deploy("v1") + demo.deploy("v2"))
                        .replace("version:", "readyTimeout: '7m', cutover: 'overlap', retire: 'keep', version:"));
        jenkins.buildAndAssertSuccess(job);

        visitors.post("replayer", start(job));

        WorkflowRun run = second(job);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        assertThat(((CpsFlowExecution) run.getExecution()).getScript())
                .contains("cutover: 'overlap', readyTimeout: '7m', to: 'demo-rs-v001'");
        jenkins.assertLogContains("Cutover overlap in", run);
    }

    @Test
    void isRefusedIfOthersHaveTheTrafficThanWhenItWasConfirmed() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");

        for (String from : List.of("", "&from=", "&from=demo-rs-v009", "&from=demo-rs-v001")) {
            Page answer = visitors.post("replayer", target(job) + "/start?to=demo-rs-v001" + from);

            assertThat(answer.getWebResponse().getStatusCode()).as(from).isEqualTo(400);
            assertThat(answer.getWebResponse().getContentAsString())
                    .contains("Other releases have the traffic than when this was asked for.");
        }
        assertThat(Rollbacks.waiting(job)).isEmpty();
        assertThat(job.getBuildByNumber(2)).isNull();
    }

    @Test
    void saysSoWhereNothingHasTheTraffic() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        demo.client()
                .apps()
                .replicaSets()
                .inNamespace(Demo.NAMESPACE)
                .withName("demo-rs-v002")
                .scale(0);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(texts(visitors.page("admin", job), "tbody td:nth-child(5)"))
                        .doesNotContain("has the traffic"));

        HtmlPage confirmation = visitors.as("admin").goTo(target(job) + "/rollback?to=demo-rs-v001");

        assertThat(texts(confirmation, ".bg-confirm"))
                .containsExactly("To demo-rs-v001 (v1). No release has the traffic now.");
        visitors.confirm("admin", target(job), "demo-rs-v001");
        WorkflowRun run = second(job);
        jenkins.waitForCompletion(run);
        assertThat(texts(visitors.as("reader").getPage(run), ".app-summary"))
                .contains("This build only rolls demo-rs back to demo-rs-v001; no release had the traffic.");
    }

    @Test
    void aFreestyleJobOffersItToThoseWhoMayConfigureItAndADisabledOneToNobody() throws Exception {
        FreeStyleProject job = freestyle();

        for (String user : List.of("reader", "builder", "replayer", "rerunner", "user")) {
            assertThat(visitors.page(user, job).querySelectorAll("[id^=back-]"))
                    .as(user)
                    .isEmpty();
            assertThat(visitors.post(user, start(job)).getWebResponse().getStatusCode())
                    .as(user)
                    .isEqualTo(403);
        }
        assertThat(visitors.page("configurer", job).querySelectorAll("[id^=back-]"))
                .hasSize(1);
        job.disable();
        assertThat(visitors.page("configurer", job).querySelectorAll("[id^=back-]"))
                .isEmpty();
        Page answer = visitors.post("configurer", start(job));
        assertThat(answer.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(answer.getWebResponse().getContentAsString()).contains("The job is disabled");
        assertThat(job.getBuildByNumber(2)).isNull();
    }

    @Test
    void isOfferedToThoseAloneWhoMay() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        String start = start(job);
        String confirm = target(job) + "/rollback?to=demo-rs-v001";

        for (String user : List.of("reader", "builder", "rerunner", "user")) {
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
            assertThat(visitors.post("admin", target + "/start?from=demo-rs-v002&to=" + to)
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
        demo.service("other-service");
        WorkflowJob job = Builds.job(jenkins, name, demo.deployOther("v1") + demo.deploy("v1") + demo.deploy("v2"));
        jenkins.buildAndAssertSuccess(job);
        assertThat(texts(visitors.page("reader", job), "h2")).containsExactly("demo-rs", "other-rs");
        job.setConcurrentBuild(false);
        job.setDefinition(new CpsFlowDefinition("semaphore '" + name + "'", true));
        Run<?, ?> running = job.scheduleBuild2(0).waitForStart();
        SemaphoreStep.waitForStart(name + "/1", running);

        visitors.post("replayer", start(job));
        visitors.post("replayer", start(job));

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
