package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTargets;
import java.net.URL;
import java.time.Duration;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayAction;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/**
 * People who may read, and each one thing more that the name says; {@code replayer} and {@code configurer} may build too,
 * {@code rerunner} may replay and not build, {@code admin} may do everything. Their browsers run no scripts.
 */
final class Visitors {
    private final JenkinsRule jenkins;

    private Visitors(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    /** Lets them in. */
    static Visitors of(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "builder", "replayer", "rerunner", "configurer", "user")
                .grant(Item.BUILD)
                .everywhere()
                .to("builder", "replayer", "configurer")
                .grant(ReplayAction.REPLAY)
                .everywhere()
                .to("replayer", "rerunner")
                .grant(Item.CONFIGURE)
                .everywhere()
                .to("configurer")
                .grant(CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("user"));
        return new Visitors(jenkins);
    }

    /** The browser of one of them. */
    JenkinsRule.WebClient as(String user) throws Exception {
        return jenkins.createWebClient()
                .withJavaScriptEnabled(false)
                .withThrowExceptionOnFailingStatusCode(false)
                .login(user);
    }

    /** What one sees of an item's releases. */
    HtmlPage page(String user, Item item) throws Exception {
        return as(user).goTo(item.getUrl() + "blue-green/");
    }

    /** What one is answered who sends a form. */
    Page post(String user, String path) throws Exception {
        JenkinsRule.WebClient client = as(user);
        return client.getPage(
                client.addCrumb(new WebRequest(new URL(client.getContextPath() + path), HttpMethod.POST)));
    }

    /** Confirms a way back in the form that asks for it, in a browser that runs scripts; where that leads. */
    HtmlPage confirm(String user, String target, String to) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().login(user);
        HtmlPage page = client.goTo(target + "/rollback?to=" + to);
        return jenkins.submit(page.getFormByName("rollback"));
    }

    /** Waits until an item's page shows what the cluster says now. */
    void awaitLive(Item item) throws Exception {
        // The first page of a Jenkins takes long.
        page("admin", item);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(texts(page("admin", item), ".bg-status"))
                        .singleElement()
                        .asString()
                        .startsWith("As the cluster has them, at"));
    }

    /** The name that a job's pages have for the one place that it deploys to. */
    static String id(Job<?, ?> job) {
        return JobTargets.of(job).get(0).id();
    }
}
