package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.Functions;
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
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test is an attack, and shows that it fails. */
class SecurityTest extends BesideDemo {
    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        name += "-" + System.nanoTime();
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        Demo.credential(Demo.CREDENTIAL);
        ClusterConfiguration.get().setClusters(List.of());
    }

    private String deploy(String where) {
        return "blueGreenDeploy %s, namespace: 'marlon', service: 'demo-service', manifestText: %s, version: 'v1'"
                .formatted(where, Demo.groovy(Demo.manifest()));
    }

    private String refusal(String where) throws Exception {
        WorkflowRun run = Builds.run(jenkins, name, Result.FAILURE, deploy(where));
        assertThat(demo.releases()).isEmpty();
        return Builds.error(run, "blueGreenDeploy");
    }

    private static void kubeconfig(String text) {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "kubeconfig",
                        "",
                        "config",
                        SecretBytes.fromRawBytes(text.getBytes(StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exec: {apiVersion: client.authentication.k8s.io/v1, command: touch, args: [MARKER]} | it has exec",
                "auth-provider: {name: gcp, config: {cmd-path: touch, cmd-args: MARKER}} | it has auth-provider",
                "tokenFile: /etc/passwd | it has tokenFile",
                "client-certificate: /etc/passwd | it has client-certificate",
                "client-key: /etc/passwd | it has client-key",
            })
    void aKubeconfigRunsNoProgramAndReadsNoFile(String user, String found) throws Exception {
        Path marker = folder.resolve("marker");
        kubeconfig(demo.cluster()
                .kubeconfig()
                .replace("    token: ", "    " + user.replace("MARKER", "" + marker) + "\n    token: "));

        assertThat(refusal("credentialsId: 'kubeconfig'"))
                .startsWith("The kubeconfig of a credential was read, but " + found + ", which would ");
        assertThat(marker).doesNotExist();
    }

    @Test
    void aKubeconfigReadsNoCertificateAuthorityOfTheController() throws Exception {
        kubeconfig(demo.cluster()
                .kubeconfig()
                .replace("    server: ", "    certificate-authority: /etc/passwd\n    server: "));

        assertThat(refusal("credentialsId: 'kubeconfig'")).contains("it has certificate-authority");
    }

    @ParameterizedTest
    @CsvSource({"server, tls-server-name: other.example", "server, proxy-url: 'http://proxy'", "token, as: admin"})
    void whatAKubeconfigSaysOfTheConnectionIsNotLeftOutSilently(String before, String line) throws Exception {
        kubeconfig(demo.cluster()
                .kubeconfig()
                .replace("    %s: ".formatted(before), "    %s\n    %s: ".formatted(line, before)));

        assertThat(refusal("credentialsId: 'kubeconfig'"))
                .contains("it has %s, which is not supported here".formatted(line.substring(0, line.indexOf(':'))));
    }

    @Test
    void aUserOfTheKubeconfigThatIsNotUsedRunsNothingEither() throws Exception {
        kubeconfig(demo.cluster()
                .kubeconfig()
                .replace("users:", "users:\n- name: other\n  user: {exec: {command: touch}}"));

        assertThat(refusal("credentialsId: 'kubeconfig'")).contains("it has exec");
    }

    @Test
    void aBrokenKubeconfigIsNotQuoted() throws Exception {
        kubeconfig("users: [ {name: me, user: {token: very-secret-token} \n : }");

        assertThat(refusal("credentialsId: 'kubeconfig'"))
                .contains("it is not YAML")
                .doesNotContain("very-secret");
    }

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

    @Test
    void aManifestPathDoesNotLeaveTheWorkspace() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the workspace is filled by a shell");
        Path outside = Files.writeString(folder.resolve("outside.yaml"), Demo.manifest());
        WorkflowRun run =
                Builds.run(jenkins, name, Result.SUCCESS, """
                def refused(path) {
                  try { blueGreenDeploy %s, version: 'v1', manifest: path; error 'taken: ' + path }
                  catch (hudson.AbortException e) { echo path + ' -> ' + e.message }
                }
                node {
                  sh 'ln -s %s link.yaml; ln -s %s dir'
                  refused('../../outside.yaml'); refused('%s'); refused('link.yaml'); refused('dir/outside.yaml')
                }
                """.formatted(demo.where(), outside, folder, outside));

        assertThat(Builds.log(run)
                        .lines()
                        .filter(line ->
                                line.contains("-> Manifest") && line.contains("but it leads out of the workspace")))
                .hasSize(4);
        assertThat(demo.releases()).isEmpty();
    }

    @Test
    void aManifestIsAtMostOneMebibyte() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the workspace is filled by a shell");
        WorkflowRun run = Builds.run(
                jenkins,
                name,
                Result.FAILURE,
                "node { sh 'head -c 1100000 /dev/zero > big.yaml'; blueGreenDeploy %s, version: 'v1', manifest: 'big.yaml' }"
                        .formatted(demo.where()));

        assertThat(Builds.error(run, "blueGreenDeploy")).contains("it is larger than 1 MiB");
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

    @Test
    void aSecretAsTextIsRefusedAndForgotten() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the workspace is filled by a shell");
        Path file = Files.writeString(
                folder.resolve("s.yaml"),
                "kind: Secret\napiVersion: v1\nmetadata: {name: s}\nstringData: {p: hunter2}\n---\n" + Demo.manifest());
        WorkflowRun run = Builds.run(
                jenkins,
                name,
                Result.FAILURE,
                "node { sh 'cp %s s.yaml'; blueGreenDeploy %s, version: 'v1', manifestText: readFile('s.yaml') }"
                        .formatted(file, demo.where()));

        assertThat(Builds.error(run, "blueGreenDeploy"))
                .contains("it holds a Secret, and parameters are saved and shown");
        assertThat(Builds.holding(run.getRootDir(), "hunter2")).isEmpty();
    }

    @Test
    void aTextThatWasGivenIsNotKeptWithTheArguments() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the manifest is copied by a shell");
        Path file = Files.writeString(
                folder.resolve("rs.yaml"),
                "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: demo-rs}, spec: {replicas: 1, selector: {matchLabels: {app: demo}}, template: {metadata: {labels: {app: demo}}, spec: {containers: [{name: demo, image: docker.io/bebullish/demo, env: [{name: P, value: hunter2}]}]}}}}");
        WorkflowRun run = Builds.run(
                jenkins,
                name,
                Result.SUCCESS,
                "node { sh 'cp %s rs.yaml'; blueGreenDeploy %s, version: 'v1', manifestText: readFile('rs.yaml') }"
                        .formatted(file, demo.where()));

        assertThat(Builds.holding(run.getRootDir(), "hunter2")).isEmpty();
        FlowNode node = Builds.nodes(run, "blueGreenDeploy").get(0);
        assertThat(ArgumentsAction.getStepArgumentsAsString(node)).isEqualTo("marlon demo-service v1");
        assertThat(ArgumentsAction.getArguments(node)).containsEntry("version", "v1");
    }

    @Test
    void aSecretIsNotKeptInAJobThatIsMadeOrChangedAsAFile() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        DeployBuilder builder = new DeployBuilder();
        builder.setManifestText("PLACE");
        job.getBuildersList().add(builder);
        String secret = job.getConfigFile()
                .asString()
                .replace("PLACE", "kind: Secret\napiVersion: v1\nstringData: {p: hunter2}");

        job.updateByXml((Source) new StreamSource(new StringReader(secret)));
        FreeStyleProject made = (FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                name + "-made", new ByteArrayInputStream(secret.getBytes(StandardCharsets.UTF_8)));

        for (FreeStyleProject each : List.of(job, made)) {
            assertThat(Builds.holding(each.getRootDir(), "hunter2")).isEmpty();
            jenkins.assertLogContains(
                    "it holds a Secret, and parameters are saved and shown",
                    jenkins.assertBuildStatus(Result.FAILURE, each.scheduleBuild2(0)));
        }
    }

    @Test
    void whatIsKeptOfAManifestIsNotKeptInTheClear() throws Exception {
        assumeTrue(!Functions.isWindows(), "Skipped: the workspace is filled by a shell");
        String manifest = Demo.manifest()
                .replace("          ports:", "          env: [{name: P, value: PASSWORD}]\n          ports:");
        Path file = Files.writeString(folder.resolve("rs.yaml"), manifest.replace("PASSWORD", "hunter2"));
        WorkflowRun run = Builds.start(
                jenkins,
                name,
                "node { sh 'cp %s rs.yaml'; blueGreenDeploy %s, version: 'never-ready', manifest: 'rs.yaml' }"
                        .formatted(file, demo.where()));
        await().until(() -> !demo.releases().isEmpty());
        jenkins.waitForMessage("Waiting for", run);

        await().during(java.time.Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(Builds.holding(run.getRootDir(), "hunter2")).isEmpty());
        run.doStop();
        jenkins.waitForCompletion(run);
        assertThat(Builds.holding(run.getRootDir(), "hunter2")).isEmpty();
        assertThat(Builds.log(run)).doesNotContain("hunter2");
    }
}
