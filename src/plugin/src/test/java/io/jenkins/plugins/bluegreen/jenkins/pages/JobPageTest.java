package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.BesideDemo;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTarget;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTargets;
import io.jenkins.plugins.bluegreen.simulator.faults.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.text.DateFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What the page of a job, or of a folder, shows of its releases, and to whom. */
class JobPageTest extends BesideDemo {
    private static Visitors visitors;
    private static LanguageOfRequests language;

    @BeforeAll
    static void visitors() {
        visitors = Visitors.of(jenkins);
        language = new LanguageOfRequests();
    }

    @AfterAll
    static void end() {
        language.close();
    }

    @Test
    void showsTheReleasesAsTheyWereLastSeenToThoseWhoMayOnlyRead() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");

        for (String user : List.of("reader", "builder", "replayer", "user")) {
            HtmlPage page = visitors.page(user, job);

            Date seen = Date.from(Instant.parse(JobTargets.of(job).get(0).seenAt()));
            assertThat(texts(page, ".bg-status"))
                    .as(user)
                    .containsExactly("As last seen, at "
                            + DateFormat.getDateTimeInstance(DateFormat.MEDIUM, DateFormat.MEDIUM, Locale.US)
                                    .format(seen));
            String again = ((DomElement) page.querySelector(".bg-releases")).getAttribute("data-url");
            assertThat(visitors.as(user)
                            .goTo(job.getUrl() + "blue-green/" + again)
                            .getWebResponse()
                            .getContentAsString())
                    .contains("demo-rs-v002", "bg-snapshot")
                    .doesNotContain("<body");
            assertThat(texts(page, "tbody th")).containsExactly("demo-rs-v002 v2", "demo-rs-v001 v1");
            assertThat(texts(page, "tbody td:nth-child(5)"))
                    .containsExactly("has the traffic", "kept, for the way back");
            assertThat(texts(page, "tbody td:nth-child(2)"))
                    .containsExactly("docker.io/bebullish/demo:v2", "docker.io/bebullish/demo:v1");
            assertThat(texts(page, "tbody td:nth-child(3)")).containsExactly("3 / 3", "3 / 3");
            assertThat(texts(page, "tbody td:nth-child(4)")).containsExactly("3", "0");
            String by = texts(page, "tbody td:nth-child(6)").get(0);
            assertThat(by).startsWith(name + " #1");
            String year = String.valueOf(LocalDate.now(ZoneId.systemDefault()).getYear());
            assertThat(by).as("when").contains(year);
            Html.assertNothingInline(page);
        }
    }

    @Test
    void isInTheLanguageOfWhoLooks() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");

        JenkinsRule.WebClient client = visitors.as("replayer");
        client.addRequestHeader("Accept-Language", "zh-CN");
        HtmlPage page = client.goTo(job.getUrl() + "blue-green/");

        assertThat(texts(page, ".bg-status")).singleElement().asString().startsWith("最近一次看到的状态：");
        assertThat(texts(page, "thead th")).startsWith("发布", "镜像", "就绪 Pod", "端点", "状态", "部署");
        assertThat(texts(page, "tbody td:nth-child(5)")).containsExactly("承接流量", "保留，可回滚");
        assertThat(texts(page, ".jenkins-button")).contains("回滚: demo-rs-v001");
        assertThat(texts(
                        client.goTo(
                                job.getUrl() + "blue-green/target/" + Visitors.id(job) + "/rollback?to=demo-rs-v001"),
                        ".bg-confirm"))
                .containsExactly("从 demo-rs-v002 (v2) 到 demo-rs-v001 (v1)。");
    }

    @Test
    void tellsEachInHisLanguageWhyTheClusterCouldNotBeAsked() throws Exception {
        Demo.credential("deleted");
        WorkflowJob job = Builds.job(
                jenkins, name, demo.deploy("v1").replace("credentialsId: 'prod'", "credentialsId: 'deleted'"));
        jenkins.buildAndAssertSuccess(job);
        List<Credentials> all = SystemCredentialsProvider.getInstance().getCredentials();
        all.removeIf(
                each -> each instanceof IdCredentials named && named.getId().equals("deleted"));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(texts(visitors.page("admin", job), ".bg-error"))
                        .containsExactly(
                                "The cluster did not tell: Credential deleted was named, but this job can use no"
                                        + " such credential. Name one that is stored where the job is, or above it."));
        JenkinsRule.WebClient chinese = visitors.as("admin");
        chinese.addRequestHeader("Accept-Language", "zh-CN");
        assertThat(texts(chinese.goTo(job.getUrl() + "blue-green/"), ".bg-error"))
                .containsExactly("集群没有应答: 指定了凭据 deleted，但本任务不能使用这样的凭据。请指定保存在任务所在位置或其上级的凭据。");
    }

    @Test
    void manyWhoLookCostOneRead() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        Predicate<ApiRequest> read = request -> request.verb().equals("list")
                && request.resource().equals("services")
                && request.userAgent().equals("bluegreen");
        await().atMost(Duration.ofSeconds(60)).until(() -> jenkinsClients() == 0);
        long before = demo.cluster().requests().count(read);
        Instant begun = Instant.now();

        for (int i = 0; i < 15; i++) {
            visitors.page("admin", job);
        }

        long seconds = Duration.between(begun, Instant.now()).toSeconds();
        assertThat(demo.cluster().requests().count(read) - before)
                .as("in %d s", seconds)
                .isBetween(1L, 1 + seconds / 4);
    }

    private static int jenkinsClients() {
        return Engine.get().clients();
    }

    @Test
    void writesDownNothingAgainThatIsAsItWas() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1");
        demo.client()
                .apps()
                .replicaSets()
                .inNamespace(Demo.NAMESPACE)
                .withName("demo-rs-v001")
                .edit(set -> {
                    set.getMetadata().getAnnotations().put("bluegreen.jenkins.io/run-url", "x".repeat(2000));
                    return set;
                });
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            visitors.page("admin", job);
            assertThat(recorded(job).overview().releases().get(0).runUrl()).endsWith("x…");
        });
        String written = recorded(job).seenAt();

        Set<String> seen = new HashSet<>();
        await().atMost(Duration.ofSeconds(50)).until(() -> {
            seen.addAll(texts(visitors.page("admin", job), ".bg-status"));
            return seen.size() > 2;
        });

        assertThat(recorded(job).seenAt())
                .as("it was seen again, and is as it was")
                .isEqualTo(written);
    }

    private static JobTarget recorded(WorkflowJob job) {
        return JobTargets.of(job).get(0);
    }

    @Test
    void anotherCredentialOrCertificateMakesNoOtherSection() throws Exception {
        Demo.credential("renamed");
        String encoded = Base64.getEncoder().encodeToString(demo.authority().getBytes(StandardCharsets.UTF_8));
        WorkflowJob job = Builds.job(
                jenkins,
                name,
                demo.deploy("v1")
                        + demo.deploy("v2")
                                .replace("credentialsId: 'prod'", "credentialsId: 'renamed'")
                                .replace(demo.authority(), encoded));
        jenkins.buildAndAssertSuccess(job);

        HtmlPage page = visitors.page("reader", job);

        assertThat(texts(page, "h2")).containsExactly("demo-rs");
        assertThat(texts(page, "tbody th")).containsExactly("demo-rs-v002 v2", "demo-rs-v001 v1");
        assertThat(JobTargets.of(job))
                .singleElement()
                .extracting(JobTarget::credentialsId)
                .isEqualTo("renamed");
    }

    @Test
    void aRunThatIsRefusedMakesNoSectionAndLeavesThoseThatAreThere() throws Exception {
        WorkflowJob job =
                Builds.job(jenkins, name, demo.deploy("v1").replace("service: 'demo-service'", "service: 'misspelt'"));
        jenkins.buildAndAssertStatus(Result.FAILURE, job);
        assertThat(JobTargets.of(job)).isEmpty();
        assertThat(job.getAction(ReleasesAction.class)).isNull();

        job.setDefinition(new CpsFlowDefinition(demo.deploy("v1"), true));
        jenkins.buildAndAssertSuccess(job);
        job.setDefinition(new CpsFlowDefinition(demo.deploy("v2").replace("bebullish/demo", "bebullish/demo:"), true));
        jenkins.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(texts(visitors.page("reader", job), "tbody th")).containsExactly("demo-rs-v001 v1");
    }

    @Test
    void whatIsNoLongerThereIsForgotten() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1");
        demo.client()
                .apps()
                .replicaSets()
                .inNamespace(Demo.NAMESPACE)
                .withName("demo-rs-v001")
                .delete();
        demo.client()
                .services()
                .inNamespace(Demo.NAMESPACE)
                .withName("demo-service")
                .delete();

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            visitors.as("admin").goTo(job.getUrl() + "blue-green/");
            assertThat(JobTargets.of(job)).isEmpty();
        });
    }

    @Test
    void asksTheClusterForThoseWhoMayConfigureAndUseTheCredential() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        visitors.page("admin", job);
        visitors.awaitLive(job);

        demo.client()
                .apps()
                .replicaSets()
                .inNamespace(Demo.NAMESPACE)
                .withName("demo-rs-v001")
                .scale(1);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(texts(visitors.page("admin", job), "tbody td:nth-child(3)"))
                        .containsExactly("3 / 3", "1 / 1"));
        await().untilAsserted(() -> assertThat(texts(visitors.page("reader", job), "tbody td:nth-child(3)"))
                .containsExactly("3 / 3", "1 / 1"));
    }

    @Test
    void saysWhyTheClusterDidNotAnswerAndShowsWhatWasSeen() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        demo.close();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(texts(visitors.page("admin", job), ".jenkins-alert-warning"))
                        .anyMatch(text -> text.startsWith("The cluster did not tell: ")));

        HtmlPage page = visitors.page("admin", job);
        assertThat(texts(page, "tbody th")).containsExactly("demo-rs-v002 v2", "demo-rs-v001 v1");
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain(Demo.TOKEN);
    }

    @Test
    void saysWhatABuildIsDoing() throws Exception {
        demo.service("other-service");
        WorkflowJob job = Builds.job(jenkins, name, demo.deployOther("v1") + demo.deploy("v1"));
        jenkins.buildAndAssertSuccess(job);
        assertThat(texts(visitors.page("reader", job), "h2")).containsExactly("demo-rs", "other-rs");
        job.setDefinition(new CpsFlowDefinition(demo.deploy("never-ready"), true));
        WorkflowRun running = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Waiting for", running);

        HtmlPage page = visitors.page("reader", job);

        assertThat(texts(page, ".bg-running"))
                .as("where it is done, and not with the other workload")
                .singleElement()
                .asString()
                .startsWith("#" + running.getNumber() + ", ")
                .contains("Waiting for all pods of the candidate");
        assertThat(page.querySelectorAll(".bg-running a[href$='/%d/blue-green/']".formatted(running.getNumber())))
                .hasSize(1);
        running.doStop();
        jenkins.waitForCompletion(running);
        assertThat(texts(visitors.page("reader", job), ".bg-running")).isEmpty();
    }

    @Test
    void aFolderShowsWhatItsJobsDeploy() throws Exception {
        Folder folder = jenkins.createProject(Folder.class, name);
        assertThat(folder.getAction(ReleasesAction.class)).isNull();
        WorkflowJob job = folder.createProject(WorkflowJob.class, "main");
        job.setDefinition(new CpsFlowDefinition(demo.deploy("v1"), true));
        jenkins.buildAndAssertSuccess(job);

        HtmlPage page = visitors.page("reader", folder);

        assertThat(texts(page, "h2")).contains("demo-rs");
        assertThat(texts(page, "tbody th")).containsExactly("demo-rs-v001 v1");
        assertThat(page.querySelectorAll("a[href$='/job/main/']")).isNotEmpty();
        Html.assertNothingInline(page);
    }

    @Test
    void escapesWhatAClusterSays() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
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
                                texts(visitors.page("admin", job), "tbody th").get(1))
                        .contains("<script>alert(1)</script>'\""));

        HtmlPage page = visitors.page("admin", job);
        assertThat(page.getWebResponse().getContentAsString()).doesNotContain("<script>alert(1)");
        assertThat(page.querySelectorAll("[href^='javascript']")).isEmpty();
        HtmlPage confirmation = visitors.as("admin")
                .goTo(job.getUrl() + "blue-green/target/" + Visitors.id(job) + "/rollback?to=demo-rs-v001");
        assertThat(confirmation.getWebResponse().getContentAsString()).doesNotContain("<script>alert(1)");
        assertThat(confirmation.querySelectorAll("#main-panel [style]").stream().map(DomElement.class::cast))
                .isEmpty();
    }
}
