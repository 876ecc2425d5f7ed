package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import java.time.Duration;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What the page of a job, or of a folder, shows of its releases, and to whom. */
@WithJenkins
class JobPageTest {
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
    void showsTheReleasesAsTheyWereLastSeenToThoseWhoMayOnlyRead() throws Exception {
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");

        for (String user : List.of("reader", "builder", "replayer", "user")) {
            HtmlPage page = visitors.page(user, job);

            assertThat(texts(page, ".bg-status").get(0)).as(user).startsWith("As last seen, at");
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
            assertThat(texts(page, "tbody td:nth-child(6)").get(0)).startsWith(name + " #1");
        }
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
        WorkflowJob job = Builds.deployed(jenkins, name, demo, "v1", "v2");
        job.setDefinition(new CpsFlowDefinition(demo.deploy("never-ready"), true));
        WorkflowRun running = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("Waiting for", running);

        HtmlPage page = visitors.page("reader", job);

        assertThat(texts(page, ".bg-running"))
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
