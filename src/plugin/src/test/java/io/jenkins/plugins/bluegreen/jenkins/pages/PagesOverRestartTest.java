package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** The controller is restarted, and the cluster is gone when it is back: what pages show was written down. */
class PagesOverRestartTest {
    private static final List<String> OF_BUILD = List.of(
            "h1, h2, h3", ".jenkins-alert", "svg.bg-timeline", ".bg-legend li", ".bg-rows th, .bg-rows td", "pre");
    private static final List<String> OF_JOB = List.of("h2", ".bg-status", ".bg-rows th, .bg-rows td");

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @Test
    void showWhatTheyShowedBefore() throws Throwable {
        List<List<String>> before = new ArrayList<>();
        sessions.then(jenkins -> {
            secure(jenkins);
            Demo.credential(Demo.CREDENTIAL);
            try (Demo demo = Demo.start()) {
                Builds.run(jenkins, "kept", Result.SUCCESS, demo.deploy("v1") + demo.deploy("v2"));
            }
            before.addAll(shown(jenkins));
        });

        assertThat(before).allSatisfy(texts -> assertThat(texts).isNotEmpty());
        assertThat(before.get(OF_BUILD.size() + 1)).singleElement().asString().startsWith("As last seen, at ");
        assertThat(before.get(OF_BUILD.size() + 2)).contains("demo-rs-v002 v2", "demo-rs-v001 v1");

        sessions.then(jenkins -> assertThat(shown(jenkins)).isEqualTo(before));
    }

    /** Somebody who may read, for whom no cluster is asked. */
    private static void secure(JenkinsRule jenkins) {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader"));
    }

    private static List<List<String>> shown(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItemByFullName("kept", WorkflowJob.class);
        List<List<String>> shown = new ArrayList<>();
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            client.login("reader");
            HtmlPage build = client.goTo(job.getUrl() + "1/blue-green/");
            OF_BUILD.forEach(
                    selector -> shown.add(texts(build, "#main-panel " + selector.replace(", ", ", #main-panel "))));
            HtmlPage releases = client.goTo(job.getUrl() + "blue-green/");
            OF_JOB.forEach(selector -> shown.add(texts(releases, selector)));
        }
        return shown;
    }
}
