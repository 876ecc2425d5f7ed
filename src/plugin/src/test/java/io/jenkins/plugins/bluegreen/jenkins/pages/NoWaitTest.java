package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.InvisibleAction;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import io.jenkins.plugins.bluegreen.jenkins.Engine;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTargets;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import jenkins.model.RunAction2;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A page is drawn at once: no build is loaded for it, and no answer of a cluster is waited for. */
@WithJenkins
class NoWaitTest {
    private static final String LATE = "The cluster did not tell: there was no answer within 10 s";
    private static final String RECORDED = "The cluster is asked. As last seen, at";

    private JenkinsRule jenkins;

    private WorkflowJob deployed(Folder folder, Demo demo) throws Exception {
        Demo.credential(Demo.CREDENTIAL);
        WorkflowJob job = folder.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition(demo.deploy("v1"), true));
        jenkins.buildAndAssertSuccess(job);
        return job;
    }

    private HtmlPage page(String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            return client.goTo(path);
        }
    }

    @Test
    void showsWhatIsRecordedWhileAClusterDoesNotAnswer(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Folder folder = rule.createProject(Folder.class, "slow");
        WorkflowJob job;
        int port;
        try (Demo demo = Demo.start()) {
            job = deployed(folder, demo);
            port = URI.create(demo.url()).getPort();
        }

        try (ServerSocket silent = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            HtmlPage first = page(job.getUrl() + "blue-green/");
            assertThat(texts(first, ".bg-status")).singleElement().asString().startsWith(RECORDED);
            assertThat(texts(first, "tbody th")).containsExactly("demo-rs-v001 v1");
            assertThat(texts(first, ".jenkins-alert")).isEmpty();
            HtmlPage second = page(folder.getUrl() + "blue-green/");
            assertThat(texts(second, "tbody th")).containsExactly("demo-rs-v001 v1");
            assertThat(texts(second, ".jenkins-alert"))
                    .as("a slow machine may have waited by now")
                    .isSubsetOf(LATE);
            assertThat(page(job.getUrl() + "1/blue-green/").querySelectorAll("svg.bg-timeline"))
                    .isNotEmpty();
            assertThat(silent.isBound()).isTrue();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(texts(page(job.getUrl() + "blue-green/"), ".jenkins-alert"))
                            .containsExactly(LATE));
            try (LanguageOfRequests language = new LanguageOfRequests();
                    JenkinsRule.WebClient chinese = jenkins.createWebClient().withJavaScriptEnabled(false)) {
                chinese.addRequestHeader("Accept-Language", "zh-CN");
                assertThat(texts(chinese.goTo(job.getUrl() + "blue-green/"), ".jenkins-alert"))
                        .as("the same answer, in the language of who looks")
                        .containsExactly("集群没有应答: 10 秒内没有应答");
            }
        }
    }

    @Test
    void noDeploymentWaitsForPagesWhoseCredentialsHang(JenkinsRule rule) throws Exception {
        jenkins = rule;
        CountDownLatch vault = new CountDownLatch(1);
        try (Demo demo = Demo.start()) {
            for (int i = 0; i < 8; i++) {
                Engine.get().read(() -> hang(vault));
            }

            WorkflowJob job = deployed(rule.createProject(Folder.class, "hangs"), demo);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(texts(page(job.getUrl() + "blue-green/"), ".bg-error"))
                            .containsExactly(LATE));
            vault.countDown();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(texts(page(job.getUrl() + "blue-green/"), ".bg-status"))
                            .singleElement()
                            .asString()
                            .startsWith("As the cluster has them, at"));
        } finally {
            vault.countDown();
        }
    }

    private static void hang(CountDownLatch vault) {
        try {
            vault.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void loadsNoBuild(JenkinsRule rule) throws Exception {
        jenkins = rule;
        try (Demo demo = Demo.start()) {
            Folder folder = rule.createProject(Folder.class, "lazy");
            WorkflowJob deployed = deployed(folder, demo);
            // Other plugins load the last successful build for pages of theirs; so that one proves nothing.
            deployed.setDefinition(new CpsFlowDefinition("error 'not again'", true));
            WorkflowRun last = rule.buildAndAssertStatus(Result.FAILURE, deployed);
            last.addAction(new LoadedBy());
            last.save();
            rule.jenkins.reload();
            rule.waitUntilNoActivity();
            WorkflowJob job = rule.jenkins.getItemByFullName("lazy/job", WorkflowJob.class);
            LoadedBy.OURS.clear();

            for (String releases : List.of(
                    job.getUrl() + "blue-green/target/"
                            + JobTargets.of(job).get(0).id() + "/table",
                    job.getParent().getUrl() + "blue-green/",
                    job.getUrl() + "blue-green/")) {
                assertThat(texts(page(releases), "tbody th")).containsExactly("demo-rs-v001 v1");
            }

            assertThat(LoadedBy.OURS).isEmpty();
        }
    }

    /** Remembers which of our methods had its build loaded; that plugins beside ours have it loaded is theirs to answer for. */
    public static final class LoadedBy extends InvisibleAction implements RunAction2 {
        private static final List<String> OURS = new CopyOnWriteArrayList<>();
        private static final String PLUGIN = Engine.class.getPackageName();

        @Override
        public void onAttached(Run<?, ?> run) {
            // Only when it is loaded again.
        }

        @Override
        public void onLoad(Run<?, ?> run) {
            String here = LoadedBy.class.getName();
            StackWalker.getInstance()
                    .forEach(frame -> Optional.of(frame.toString())
                            .filter(text -> text.startsWith(PLUGIN) && !text.startsWith(here))
                            .ifPresent(OURS::add));
        }
    }
}
