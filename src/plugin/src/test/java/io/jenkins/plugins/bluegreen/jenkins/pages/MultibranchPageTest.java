package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hudson.model.Item;
import hudson.plugins.git.GitSCM;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import io.jenkins.plugins.bluegreen.jenkins.docs.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The releases of a multibranch project of a Git repository, whose branches nobody may configure. */
@WithJenkins
class MultibranchPageTest {
    private final boolean allowed = GitSCM.ALLOW_LOCAL_CHECKOUT;
    private final Demo demo = Demo.start();
    private JenkinsRule jenkins;
    private WorkflowMultiBranchProject project;
    private WorkflowJob branch;
    private Visitors visitors;

    @BeforeEach
    void deploy(JenkinsRule rule, @TempDir Path folder) throws Exception {
        jenkins = rule;
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        Repository repository = new Repository(folder);
        repository.write("Jenkinsfile", demo.deploy("v1") + demo.deploy("v2"));
        repository.commit();
        Demo.credential(Demo.CREDENTIAL);
        visitors = Visitors.of(jenkins);
        GitSCMSource source = new GitSCMSource(repository.url());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        project = jenkins.createProject(WorkflowMultiBranchProject.class, "branches");
        project.getSourcesList().add(new BranchSource(source));
        project.scheduleBuild2(0).getFuture().get();
        jenkins.waitUntilNoActivity();
        branch = project.getItem("main");
        jenkins.assertBuildStatusSuccess(branch.getLastBuild());
    }

    @AfterEach
    void close() {
        demo.close();
        GitSCM.ALLOW_LOCAL_CHECKOUT = allowed;
    }

    @Test
    void asksTheClusterForThoseWhoMayConfigureTheProject() throws Exception {
        for (Item item : List.of(project, branch)) {
            visitors.awaitLive(item);
            for (String user : List.of("reader", "user")) {
                HtmlPage page = visitors.page(user, item);
                assertThat(texts(page, ".bg-status")).singleElement().asString().startsWith("As last seen, at");
                assertThat(texts(page, "tbody th")).containsExactly("demo-rs-v002 v2", "demo-rs-v001 v1");
            }
        }
    }

    @Test
    void aBranchRollsBackFromTheProjectsPage() throws Exception {
        for (String user : List.of("reader", "builder", "rerunner")) {
            assertThat(visitors.page(user, project).querySelectorAll("[id^=back-]"))
                    .as(user)
                    .isEmpty();
        }

        HtmlPage confirmation = visitors.page("replayer", project)
                .<HtmlAnchor>querySelector("#back-" + Visitors.id(branch) + "-demo-rs-v001")
                .click();
        assertThat(texts(confirmation, ".bg-confirm")).containsExactly("From demo-rs-v002 (v2) to demo-rs-v001 (v1).");
        HtmlPage after = visitors.confirm(
                "replayer", project.getUrl() + "blue-green/target/" + Visitors.id(branch), "demo-rs-v001");

        assertThat(after.getUrl().getPath()).endsWith("/job/branches/blue-green/");
        await().atMost(Duration.ofSeconds(60)).until(() -> branch.getBuildByNumber(2) != null);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(branch.getBuildByNumber(2)));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
        assertThat(demo.releases()).as("nothing else was done").containsExactly("demo-rs-v001", "demo-rs-v002");
    }
}
