package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.util.Secret;
import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterConfiguration;
import io.jenkins.plugins.bluegreen.jenkins.cluster.NamedCluster;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.undertow.Undertow;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose credential is used, where it is sent, and that it does not come back into a build. */
class CredentialSecurityTest extends UnderAttack {
    @Test
    void withoutACredentialTheControllersOwnAccountIsNotUsed() throws Exception {
        assertThat(refusal("serverUrl: '%s'".formatted(demo.url())))
                .isEqualTo("No credential was named, but the controller's own account is not used unless an "
                        + "administrator has allowed that. Name one as credentialsId.");
    }

    @Test
    void theControllersOwnAccountIsUsedOnlyIfThatIsAllowedAndOnlyForItsOwnCluster() throws Exception {
        Undertow elsewhere = quoting();
        System.setProperty(
                Config.KUBERNETES_KUBECONFIG_FILE,
                Files.writeString(folder.resolve("own"), demo.cluster().kubeconfig())
                        .toString());
        try {
            assertThat(refusal("skipTlsVerify: false")).contains("the controller's own account is not used unless");
            ClusterConfiguration.get().setAllowOwnAccount(true);

            NamedCluster named = new NamedCluster("elsewhere");
            named.setServerUrl(url(elsewhere));
            ClusterConfiguration.get().setClusters(List.of(named));
            for (String where : List.of(
                    "serverUrl: '%s'".formatted(url(elsewhere)),
                    "caCertificate: %s".formatted(Demo.groovy(demo.authority())),
                    "skipTlsVerify: true",
                    "cluster: 'elsewhere'")) {
                name += "-" + where.charAt(1);
                assertThat(refusal(where))
                        .isEqualTo(
                                "No credential was named, but serverUrl, caCertificate or skipTlsVerify would send the "
                                        + "controller's own account elsewhere. Name a credential, or leave them away.");
            }
            Builds.run(jenkins, name + "-own", Result.SUCCESS, deploy("skipTlsVerify: false"));
            assertThat(demo.serving()).containsExactly("demo-rs-v001");
        } finally {
            System.clearProperty(Config.KUBERNETES_KUBECONFIG_FILE);
            ClusterConfiguration.get().setAllowOwnAccount(false);
            elsewhere.stop();
        }
    }

    @Test
    void nobodyRedirectsTheCredentialOfANamedCluster() throws Exception {
        NamedCluster cluster = new NamedCluster("prod");
        cluster.setServerUrl(demo.url());
        cluster.setCaCertificate(demo.authority());
        cluster.setCredentialsId(Demo.CREDENTIAL);
        ClusterConfiguration.get().setClusters(List.of(cluster));

        assertThat(refusal("cluster: 'prod', serverUrl: 'http://127.0.0.1:9'"))
                .contains("serverUrl, caCertificate or skipTlsVerify would redirect its credential");
        name += "-tls";
        assertThat(refusal("cluster: 'prod', skipTlsVerify: true")).contains("would redirect its credential");
        name += "-unknown";
        assertThat(refusal("cluster: 'test'")).contains("no administrator has defined it");
        Builds.run(jenkins, name + "-right", Result.SUCCESS, deploy("cluster: 'prod'"));
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void onlyJobsOfAFolderUseItsCredential() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team-" + System.nanoTime());
        CredentialsStore store =
                CredentialsProvider.lookupStores(team).iterator().next();
        for (CredentialsStore each : CredentialsProvider.lookupStores(team)) {
            if (each.getProvider() instanceof FolderCredentialsProvider) {
                store = each;
            }
        }
        store.addCredentials(
                Domain.global(),
                new StringCredentialsImpl(CredentialsScope.GLOBAL, "teams", "", Secret.fromString(Demo.TOKEN)));
        String where = "credentialsId: 'teams', serverUrl: '%s', caCertificate: %s"
                .formatted(demo.url(), Demo.groovy(demo.authority()));

        assertThat(refusal(where)).startsWith("Credential teams was named, but this job can use no such credential.");
        WorkflowJob inside = team.createProject(WorkflowJob.class, "inside");
        inside.setDefinition(new CpsFlowDefinition(deploy(where), true));
        jenkins.buildAndAssertSuccess(inside);
        assertThat(demo.serving()).containsExactly("demo-rs-v001");
    }

    @Test
    void aBuildParameterRedirectsNoCredential() throws Exception {
        ClusterConfiguration.get().setClusters(List.of(demo.named("prod")));
        for (String field : List.of("credentialsId", "serverUrl", "cluster", "manifestText")) {
            FreeStyleProject job = jenkins.createFreeStyleProject(name + "-" + field);
            job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("EVIL", "")));
            DeployBuilder builder = new DeployBuilder();
            builder.setService("demo-service");
            builder.setNamespace("marlon");
            builder.setVersion("v1");
            builder.setCredentialsId(
                    field.equals("credentialsId") ? "${EVIL}" : field.equals("cluster") ? null : Demo.CREDENTIAL);
            builder.setServerUrl(field.equals("serverUrl") ? "${EVIL}" : field.equals("cluster") ? null : demo.url());
            builder.setCaCertificate(field.equals("cluster") ? null : demo.authority());
            builder.setCluster(field.equals("cluster") ? "${EVIL}" : null);
            builder.setManifestText(field.equals("manifestText") ? "${EVIL}" : Demo.manifest());
            job.getBuildersList().add(builder);
            String evil = field.equals("credentialsId")
                    ? Demo.CREDENTIAL
                    : field.equals("manifestText") ? Demo.manifest() : field.equals("cluster") ? "prod" : demo.url();

            FreeStyleBuild build = jenkins.assertBuildStatus(
                    Result.FAILURE,
                    job.scheduleBuild2(0, new ParametersAction(new StringParameterValue("EVIL", evil))));

            assertThat(demo.releases()).as(Builds.log(build)).isEmpty();
        }
    }

    /** A server that says in each answer who asked it. */
    private static Undertow quoting() {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> {
                    exchange.setStatusCode(403);
                    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
                    String quoted = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
                    exchange.getResponseSender()
                            .send(
                                    "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":403,\"reason\":\"Forbidden\",\"message\":\"no: "
                                            + quoted + "\"}");
                })
                .build();
        server.start();
        return server;
    }

    private static String url(Undertow server) {
        return "http://127.0.0.1:"
                + ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"blueGreenDeploy", "blueGreenPromote", "blueGreenStatus"})
    void aServerThatQuotesTheTokenDoesNotGetItIntoTheLog(String step) throws Exception {
        Undertow server = quoting();
        try {
            String where = "credentialsId: 'prod', serverUrl: '%s'".formatted(url(server));
            WorkflowRun run = Builds.run(
                    jenkins,
                    name,
                    Result.FAILURE,
                    step.equals("blueGreenDeploy")
                            ? deploy(where)
                            : step + " %s, namespace: 'marlon', service: 'demo-service'".formatted(where));

            assertThat(Builds.error(run, step)).contains("no: Bearer ****").doesNotContain(Demo.TOKEN);
            assertThat(Builds.holding(run.getRootDir(), Demo.TOKEN)).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerThatQuotesWhatAUserSentDoesNotGetItIntoTheLog() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "robot", "", "robot", "pass\"word\\"));
        String sent = Base64.getEncoder().encodeToString("robot:pass\"word\\".getBytes(StandardCharsets.UTF_8));
        Undertow server = quoting();
        try {
            WorkflowRun run = Builds.run(
                    jenkins,
                    name,
                    Result.FAILURE,
                    deploy("credentialsId: 'robot', serverUrl: '%s'".formatted(url(server))));

            assertThat(Builds.error(run, "blueGreenDeploy")).contains("no: Basic ****");
            assertThat(Builds.holding(run.getRootDir(), sent)).isEmpty();
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "release", "1000"})
    void aSecretThatIsAWordOfTheReportHidesNothingFromTheBuildItself(String token) throws Exception {
        demo.cluster().admit(token);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "short", "", Secret.fromString(token)));
        String where = "credentialsId: 'short', serverUrl: '%s', caCertificate: %s"
                .formatted(demo.url(), Demo.groovy(demo.authority()));

        Builds.run(jenkins, name, Result.SUCCESS, deploy(where) + "\nblueGreenRollback()");

        assertThat(demo.releases()).containsExactly("demo-rs-v001");
        assertThat(demo.serving()).isEmpty();
    }
}
