package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterConfiguration;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.util.Headers;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/** Each kind of credential connects, and none to a server that is not proven. */
class ConnectionTest extends BesideDemo {
    private FreeStyleProject job;

    @TempDir
    Path folder;

    @BeforeEach
    void job() throws Exception {
        job = jenkins.createFreeStyleProject(name);
        ClusterConfiguration.get().setClusters(List.of());
    }

    private static FormValidation connect(
            Item item, String cluster, String credential, String server, String authority, boolean skip) {
        return jenkins.jenkins
                .getDescriptorByType(DeployBuilder.DescriptorImpl.class)
                .doTestConnection(item, cluster, credential, server, authority, skip, Demo.NAMESPACE);
    }

    private static void connected(FormValidation answer) {
        assertThat(answer.kind).as(answer.getMessage()).isEqualTo(FormValidation.Kind.OK);
        assertThat(answer.getMessage()).startsWith("Connected");
    }

    private static void refused(FormValidation answer, String why) {
        assertThat(answer.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(answer.getMessage()).contains(why).doesNotContain(Demo.TOKEN);
    }

    private static HttpHandler noServices(String header) {
        return exchange -> {
            boolean known =
                    header == null || header.equals(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION));
            exchange.setStatusCode(known ? 200 : 401);
            exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
            exchange.getResponseSender()
                    .send("{\"kind\":\"ServiceList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[]}");
        };
    }

    private static int port(Undertow server) {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Test
    void aUserWithAPasswordConnects() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new UsernamePasswordCredentialsImpl(
                        CredentialsScope.GLOBAL, "robot", "", "robot", "robots-password"));
        String sent = Base64.getEncoder().encodeToString("robot:robots-password".getBytes(StandardCharsets.UTF_8));
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(noServices("Basic " + sent))
                .build();
        server.start();
        try {
            connected(connect(job, "", "robot", "http://127.0.0.1:" + port(server), "", false));
            refused(
                    connect(job, "", Demo.CREDENTIAL, "http://127.0.0.1:" + port(server), "", false),
                    "does not know the credential");
        } finally {
            server.stop();
        }
    }

    @Test
    void aCertificateConnects() throws Exception {
        Keys client = Keys.make(folder, "client");
        Keys own = Keys.make(folder, "server");
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new CertificateCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "certificate",
                        "",
                        Keys.PASSWORD,
                        new CertificateCredentialsImpl.UploadedKeyStoreSource(
                                null, SecretBytes.fromRawBytes(client.bytes()))));
        Undertow server = Undertow.builder()
                .addHttpsListener(0, "127.0.0.1", own.serverThatKnows(client))
                .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUIRED)
                .setHandler(noServices(null))
                .build();
        server.start();
        try {
            String url = "https://127.0.0.1:" + port(server);
            connected(connect(job, "", "certificate", url, own.certificate(), false));
            refused(connect(job, "", Demo.CREDENTIAL, url, own.certificate(), false), "cannot be reached");
        } finally {
            server.stop();
        }
    }

    @Test
    void aServerIsProvenUnlessTheUserSaysOtherwise() throws Exception {
        connected(connect(job, "", Demo.CREDENTIAL, demo.url(), demo.authority(), false));
        connected(connect(job, "", Demo.CREDENTIAL, demo.url(), "", true));
        refused(connect(job, "", Demo.CREDENTIAL, demo.url(), "", false), "cannot be reached");
        refused(
                connect(
                        job,
                        "",
                        Demo.CREDENTIAL,
                        demo.url(),
                        Keys.make(folder, "other").certificate(),
                        false),
                "cannot be reached");
    }

    @Test
    void aServerThatDoesNotAnswerIsAskedOnceAndNotForLong() throws Exception {
        List<Socket> asked = new CopyOnWriteArrayList<>();
        try (ServerSocket silent = new ServerSocket(0)) {
            Thread accepting = new Thread(() -> {
                try {
                    while (true) {
                        asked.add(silent.accept());
                    }
                } catch (java.io.IOException e) {
                    // The test has ended.
                }
            });
            accepting.setDaemon(true);
            accepting.start();
            long begun = System.nanoTime();

            FormValidation answer =
                    connect(job, "", Demo.CREDENTIAL, "http://127.0.0.1:" + silent.getLocalPort(), "", false);

            refused(answer, "");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
            assertThat(asked).hasSize(1);
        }
        for (Socket socket : asked) {
            socket.close();
        }
    }

    @Test
    void aNamedClustersCredentialIsLookedUpWhereTheJobIs() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        SettlingTest.credential(team, "teams", Demo.TOKEN);
        FreeStyleProject inside = team.createProject(FreeStyleProject.class, "inside");
        io.jenkins.plugins.bluegreen.jenkins.cluster.NamedCluster cluster = demo.named("prod");
        cluster.setCredentialsId("teams");
        ClusterConfiguration.get().setClusters(List.of(cluster));

        connected(connect(inside, "prod", "", "", "", false));
        refused(connect(job, "prod", "", "", "", false), "this job can use no such credential");
    }

    @Test
    void aFormCannotUseWhatItsJobCannot() throws Exception {
        Folder other = jenkins.createProject(Folder.class, "other");
        SettlingTest.credential(other, "others", Demo.TOKEN);
        ClusterConfiguration.get().setClusters(List.of(demo.named("prod")));

        refused(connect(job, "", "others", demo.url(), demo.authority(), false), "this job can use no such credential");
        connected(connect(job, "prod", "", "", "", false));
        refused(connect(job, "prod", "", "http://127.0.0.1:9", "", false), "would redirect its credential");
        refused(connect(job, "prod", "", "", demo.authority(), false), "would redirect its credential");
        refused(connect(job, "prod", "", "", "", true), "would redirect its credential");
    }
}
