package io.jenkins.plugins.bluegreen.jenkins.pages;

import static io.jenkins.plugins.bluegreen.jenkins.pages.Html.texts;
import static org.assertj.core.api.Assertions.assertThat;

import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An administrator who searches <i>Manage Jenkins</i> for the clusters. */
@WithJenkins
class ClustersLinkTest {
    @Test
    void isAmongWhatTheSearchOfManageJenkinsOffersAndLeadsToTheSection(JenkinsRule jenkins) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            HtmlPage manage = client.goTo("manage/");
            // The search offers the items of the sections by their dt.
            assertThat(texts(manage, ".jenkins-section__item dt"))
                    .contains("Kubernetes clusters for blue/green deployments");

            HtmlPage system = manage.<HtmlAnchor>querySelector("a[href='blue-green-clusters']")
                    .click();

            assertThat(system.getUrl().getPath()).endsWith("/manage/configure");
            assertThat(system.getUrl().getRef()).isEqualTo("blue-green-clusters");
            assertThat(system.getElementById("blue-green-clusters")
                            .getParentNode()
                            .getTextContent())
                    .contains("Kubernetes clusters for blue/green deployments");
        }
    }
}
