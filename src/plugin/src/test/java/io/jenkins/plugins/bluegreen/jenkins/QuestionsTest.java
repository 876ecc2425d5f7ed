package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.security.Permission;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.kohsuke.stapler.verb.POST;

/** What forms ask: who may ask it, and what comes back. */
class QuestionsTest extends BesideDemo {
    private FreeStyleProject job;

    @BeforeEach
    void people() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader", "looker", "borrower", "user")
                .grant(permissions(Item.EXTENDED_READ))
                .everywhere()
                .to("looker")
                .grant(permissions(Item.EXTENDED_READ, CredentialsProvider.USE_ITEM))
                .everywhere()
                .to("borrower")
                .grant(permissions(Item.EXTENDED_READ, Item.CONFIGURE, CredentialsProvider.USE_ITEM))
                .everywhere()
                .to("user"));
        job = jenkins.createFreeStyleProject(name + System.nanoTime());
    }

    private static Permission[] permissions(Permission... all) {
        for (Permission permission : all) {
            permission.setEnabled(true);
        }
        return all;
    }

    @AfterEach
    void everybody() {
        jenkins.jenkins.setSecurityRealm(hudson.security.SecurityRealm.NO_AUTHENTICATION);
        jenkins.jenkins.setAuthorizationStrategy(new hudson.security.AuthorizationStrategy.Unsecured());
    }

    private WebResponse ask(String user, HttpMethod method, String question, Map<String, String> parameters)
            throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        client.setJavaScriptEnabled(false);
        client.login(user);
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URL url = new URL(
                jenkins.getURL(),
                job.getUrl() + "descriptorByName/" + DeployBuilder.class.getName() + "/" + question + "?" + query);
        WebRequest request = new WebRequest(url, method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        return client.getPage(request).getWebResponse();
    }

    private Map<String, String> connection() {
        return Map.of(
                "credentialsId",
                Demo.CREDENTIAL,
                "serverUrl",
                demo.url(),
                "caCertificate",
                demo.authority(),
                "namespace",
                "marlon",
                "cluster",
                "");
    }

    @Test
    void onlyWhoMayUseCredentialsTestsAConnection() throws Exception {
        assertThat(ask("user", HttpMethod.POST, "testConnection", connection()).getContentAsString())
                .contains("Connected: the credential may read Services in namespace marlon");
        for (String other : List.of("reader", "looker", "borrower")) {
            assertThat(ask(other, HttpMethod.POST, "testConnection", connection())
                            .getStatusCode())
                    .as(other)
                    .isIn(403, 404);
        }
        assertThat(ask("user", HttpMethod.GET, "testConnection", connection()).getStatusCode())
                .isIn(404, 405);
    }

    @Test
    void onlyWhoMayUseCredentialsPreviewsThePlan() throws Exception {
        Map<String, String> plan = new java.util.HashMap<>(connection());
        plan.put("service", "demo-service");
        plan.put("manifestText", Demo.manifest());
        plan.put("version", "v1");
        long before = demo.writes();

        assertThat(ask("user", HttpMethod.POST, "previewPlan", plan).getContentAsString())
                .contains("<strong>What a build would do</strong><ol><li>Create demo-rs-v001 with 3 replicas");
        assertThat(demo.writes()).isEqualTo(before);
        assertThat(ask("looker", HttpMethod.POST, "previewPlan", plan).getStatusCode())
                .isIn(403, 404);
        assertThat(ask("user", HttpMethod.GET, "previewPlan", plan).getStatusCode())
                .isIn(404, 405);
        plan.put("version", "not a version");
        assertThat(ask("user", HttpMethod.POST, "previewPlan", plan).getContentAsString())
                .contains("error");
    }

    /** Whatever is set in the form counts, with the variables that the next build will have. */
    @Test
    void previewsThePlanOfAllThatIsSet() throws Exception {
        jenkins.buildAndAssertSuccess(Builds.job(jenkins, job.getName() + "-before", demo.deploy("v0")));
        demo.makeSessionsStick();
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("PAUSE", "90s")));
        Map<String, String> plan = new java.util.HashMap<>(connection());
        plan.put("service", "demo-service");
        plan.put("manifestText", Demo.manifest());
        plan.put("version", "v${BUILD_NUMBER}");
        plan.put("gate", "./smoke-test");
        plan.put("previewService", "demo-preview");
        plan.put("verify", "${PAUSE}");
        plan.put("drain", "30s");
        plan.put("retire", "delete");

        assertThat(ask("user", HttpMethod.POST, "previewPlan", plan).getContentAsString())
                .contains(
                        "<strong>Images</strong><ul><li>demo: docker.io/bebullish/demo:v1</li></ul>",
                        "<li>Make Service demo-preview over it alone, as a preview</li><li>Ask the gate</li>",
                        "<li>Watch it for 90 s, and go back if it degrades</li>",
                        "<li>Delete demo-rs-v001 after 30 s</li>",
                        "<strong>What you should know</strong><ul><li>Service demo-service has session affinity");
        plan.put("service", "other");
        assertThat(ask("user", HttpMethod.POST, "previewPlan", plan).getContentAsString())
                .contains("<strong>What stands in the way</strong><ul><li>")
                .contains("there is no such Service")
                .doesNotContain("What a build would do");
    }

    @Test
    void saysWhyAConnectionFails() throws Exception {
        Map<String, String> nowhere = Map.of("credentialsId", Demo.CREDENTIAL, "serverUrl", "http://127.0.0.1:1");
        assertThat(ask("user", HttpMethod.POST, "testConnection", nowhere).getContentAsString())
                .contains("The cluster cannot be reached")
                .doesNotContain(Demo.TOKEN);
        assertThat(ask("user", HttpMethod.POST, "testConnection", Map.of("credentialsId", "nobody's"))
                        .getContentAsString())
                .contains("this job can use no such credential");
    }

    @Test
    void checksWhatIsTyped() throws Exception {
        Map<String, String> wrong = Map.of(
                "checkDrain", "soon",
                "checkService", "Not_A_Name",
                "checkVersion", "not a tag",
                "checkArtifacts", "no-tag",
                "checkReplicas", "0",
                "checkServerUrl", "ftp://example.com",
                "checkVersionLabel", "-",
                "checkManifestText", "kind: Secret");
        for (Map.Entry<String, String> entry : wrong.entrySet()) {
            assertThat(ask("looker", HttpMethod.POST, entry.getKey(), Map.of("value", entry.getValue()))
                            .getContentAsString())
                    .as(entry.getKey())
                    .contains("error");
            assertThat(ask("reader", HttpMethod.POST, entry.getKey(), Map.of("value", entry.getValue()))
                            .getStatusCode())
                    .as(entry.getKey())
                    .isIn(403, 404);
        }
        assertThat(ask("looker", HttpMethod.POST, "checkVersion", Map.of("value", "v${BUILD_NUMBER}"))
                        .getContentAsString())
                .doesNotContain("error");
    }

    @Test
    void aReaderSeesNoCredentialButTheCurrentOne() throws Exception {
        assertThat(ask("looker", HttpMethod.POST, "fillCredentialsIdItems", Map.of("credentialsId", "mine"))
                        .getContentAsString())
                .contains("\"" + Demo.CREDENTIAL + "\"");
        assertThat(ask("reader", HttpMethod.POST, "fillCredentialsIdItems", Map.of("credentialsId", "mine"))
                        .getContentAsString())
                .doesNotContain("\"" + Demo.CREDENTIAL + "\"");
    }

    private static List<Method> questions(Class<?> form) {
        return Stream.of(form.getMethods())
                .filter(method -> method.getName().matches("do[A-Z].*"))
                .filter(method -> method.getDeclaringClass().getName().contains("bluegreen"))
                .filter(method -> !method.isBridge())
                .toList();
    }

    private int status(JenkinsRule.WebClient client, HttpMethod method, String url, boolean secret) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), url), method);
        if (method == HttpMethod.POST) {
            client.addCrumb(request);
        }
        WebResponse response = client.getPage(request).getWebResponse();
        if (secret && response.getStatusCode() == 200) {
            assertThat(response.getContentAsString()).as(url).doesNotContain("\"" + Demo.CREDENTIAL + "\"");
            return 403;
        }
        return response.getStatusCode();
    }

    /** Whatever is added to a form later must have both. */
    @Test
    void everyQuestionOfAFormIsAPostOfSomebodyWhoMay() throws Exception {
        JenkinsRule.WebClient reader = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        reader.setJavaScriptEnabled(false);
        reader.login("reader");
        JenkinsRule.WebClient admin = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        admin.setJavaScriptEnabled(false);
        admin.login("admin");
        int asked = 0;
        for (Class<? extends Descriptor<?>> form : FormsTest.forms()) {
            String name = form.getDeclaringClass().getName();
            for (Method method : questions(form)) {
                assertThat(method.isAnnotationPresent(POST.class))
                        .as("%s", method)
                        .isTrue();
                String question =
                        java.beans.Introspector.decapitalize(method.getName().substring("do".length()));
                boolean list = question.equals("fillCredentialsIdItems");
                String url = "descriptorByName/" + name + "/" + question;
                assertThat(status(reader, HttpMethod.POST, job.getUrl() + url, list))
                        .as(url)
                        .isEqualTo(403);
                assertThat(status(reader, HttpMethod.POST, url, list)).as(url).isEqualTo(403);
                assertThat(status(admin, HttpMethod.GET, url, false)).as(url).isIn(404, 405);
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(100);
    }
}
