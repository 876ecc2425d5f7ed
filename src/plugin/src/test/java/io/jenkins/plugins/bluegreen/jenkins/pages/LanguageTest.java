package io.jenkins.plugins.bluegreen.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.Item;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.RollbackBuilder;
import io.jenkins.plugins.bluegreen.jenkins.steps.DeployStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.PromoteStep;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

/** What was made when Jenkins started is told in the language of who looks, too. */
@WithJenkins
class LanguageTest {
    @Test
    void namesOfStepsAreInTheLanguageOfWhoLooks(JenkinsRule jenkins) {
        assertThat(names(jenkins, Locale.ENGLISH))
                .containsExactly(
                        "Blue/green: deploy to Kubernetes",
                        "Blue/green: promote what was prepared",
                        "Blue/green: deploy to Kubernetes",
                        "Blue/green: roll back");
        assertThat(names(jenkins, Locale.SIMPLIFIED_CHINESE)).allMatch(name -> name.startsWith("蓝绿"));
    }

    /** The cluster is asked by a thread that knows no reader. */
    @Test
    void answersOfFormsAreInTheLanguageOfWhoAsks(JenkinsRule jenkins) throws Exception {
        Demo.credential(Demo.CREDENTIAL);
        Item job = jenkins.createFreeStyleProject();
        try (LanguageOfRequests ofRequests = new LanguageOfRequests();
                JenkinsRule.WebClient client = jenkins.createWebClient().withJavaScriptEnabled(false)) {
            assertThat(ofRequests).isNotNull();
            client.addRequestHeader("Accept-Language", "zh-CN");
            assertThat(connection(client, job, Demo.CREDENTIAL)).contains("无法访问集群");
            assertThat(connection(client, job, "nobody's")).contains("本任务不能使用这样的凭据");
        }
    }

    private static String connection(JenkinsRule.WebClient client, Item job, String credential) throws Exception {
        String question = job.getUrl() + "descriptorByName/" + DeployBuilder.class.getName()
                + "/testConnection?serverUrl=http://127.0.0.1:1&credentialsId=" + credential;
        WebRequest request = new WebRequest(new URL(client.getContextPath() + question), HttpMethod.POST);
        return client.getPage(client.addCrumb(request)).getWebResponse().getContentAsString();
    }

    private static List<String> names(JenkinsRule jenkins, Locale locale) {
        LocaleProvider before = LocaleProvider.getProvider();
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return locale;
            }
        });
        try {
            return List.of(DeployStep.class, PromoteStep.class, DeployBuilder.class, RollbackBuilder.class).stream()
                    .map(jenkins.jenkins::getDescriptor)
                    .map(Descriptor::getDisplayName)
                    .toList();
        } finally {
            LocaleProvider.setProvider(before);
        }
    }
}
