package io.jenkins.plugins.bluegreen.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The real kubectl against an embedded cluster; left out, with the reason, where there is none. */
@Execution(ExecutionMode.CONCURRENT)
class KubectlTest {
    private static final String SET = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: web}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: "web:v1", ports: [{containerPort: 8080}]}]}
            """;

    @TempDir
    private Path folder;

    private EmbeddedCluster cluster;

    @BeforeAll
    static void needsKubectl() {
        boolean there = false;
        try {
            there = new ProcessBuilder("kubectl", "version", "--client")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            there = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!there) {
            System.out.println("KubectlTest was not run: there is no kubectl on the PATH");
        }
        assumeTrue(there, "There is no kubectl on the PATH");
    }

    @BeforeEach
    void start() throws IOException {
        cluster = EmbeddedCluster.start(
                Settings.fast().withWarmup(java.time.Duration.ZERO, java.time.Duration.ofMillis(50)));
        Files.writeString(folder.resolve("kubeconfig"), cluster.kubeconfig());
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private String kubectl(String input, String... arguments) {
        try {
            Path file = Files.writeString(folder.resolve("input.yaml"), input);
            List<String> command = new ArrayList<>(List.of("kubectl", "--cache-dir", folder + "/cache"));
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectInput(file.toFile());
            builder.environment().put("KUBECONFIG", folder + "/kubeconfig");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void eventually(String expected, String... arguments) {
        org.awaitility.Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(kubectl("", arguments)).contains(expected));
    }

    @Test
    void appliesByClientAndByServer() {
        assertThat(kubectl(SET, "apply", "-f", "-")).contains("replicaset.apps/web created");
        assertThat(kubectl(SET, "apply", "-f", "-")).contains("unchanged");
        assertThat(kubectl(SET.replace("replicas: 2", "replicas: 1"), "apply", "-f", "-"))
                .contains("configured");
        assertThat(kubectl(Yaml.SERVICE, "apply", "--server-side", "-f", "-")).contains("serverside-applied");
        kubectl("", "patch", "service", "web", "--type=merge", "-p", "{\"spec\": {\"selector\": {\"own\": \"v2\"}}}");

        assertThat(kubectl(Yaml.SERVICE, "apply", "--server-side", "-f", "-"))
                .contains("Apply failed with 1 conflict: conflict with \"kubectl-patch\" using v1: .spec.selector");
        assertThat(kubectl(Yaml.SERVICE, "apply", "--server-side", "--force-conflicts", "-f", "-"))
                .contains("serverside-applied");
        assertThat(kubectl("", "get", "service", "web", "-o", "jsonpath={.spec.selector}"))
                .isEqualTo("{\"app\":\"web\"}");
        kubectl("", "patch", "service", "web", "--type=merge", "-p", "{\"spec\": {\"selector\": {\"own\": \"v2\"}}}");
        assertThat(kubectl(Yaml.SERVICE, "apply", "-f", "-")).contains("configured");
        assertThat(kubectl("", "get", "service", "web", "-o", "jsonpath={.spec.selector}"))
                .as("a client-side apply merges")
                .isEqualTo("{\"app\":\"web\",\"own\":\"v2\"}");
        assertThat(kubectl(Yaml.SERVICE, "replace", "-f", "-")).contains("replaced");
        assertThat(kubectl("", "get", "service", "web", "-o", "jsonpath={.spec.selector}"))
                .isEqualTo("{\"app\":\"web\"}");
    }

    @Test
    void createsWhatItsTypedClientsSend() {
        assertThat(kubectl("", "create", "namespace", "marlon")).contains("namespace/marlon created");
        assertThat(kubectl("", "-n", "marlon", "create", "serviceaccount", "deployer"))
                .contains("serviceaccount/deployer created");
        assertThat(kubectl(
                        "", "-n", "marlon", "create", "role", "reader", "--verb=get,list", "--resource=pods,services"))
                .contains("role.rbac.authorization.k8s.io/reader created");
        assertThat(kubectl(
                        "",
                        "-n",
                        "marlon",
                        "create",
                        "rolebinding",
                        "deployer",
                        "--role=reader",
                        "--serviceaccount=marlon:deployer"))
                .contains("rolebinding.rbac.authorization.k8s.io/deployer created");
        assertThat(kubectl("", "-n", "marlon", "create", "configmap", "settings", "--from-literal=mode=quick"))
                .contains("configmap/settings created");
        assertThat(kubectl("", "-n", "marlon", "get", "configmap", "settings", "-o", "jsonpath={.data.mode}"))
                .isEqualTo("quick");
        kubectl("", "-n", "marlon", "create", "secret", "generic", "token", "--from-literal=password=hunter2");
        assertThat(kubectl("", "-n", "marlon", "get", "secret", "token", "-o", "jsonpath={.data.password}"))
                .isEqualTo("aHVudGVyMg==");

        String token =
                kubectl("", "-n", "marlon", "create", "token", "deployer").strip();

        assertThat(token).hasSizeGreaterThan(20).doesNotContain(" ");
    }

    @Test
    void showsAndScalesAndDeletes() {
        kubectl(SET, "apply", "-f", "-");
        kubectl(Yaml.SERVICE, "apply", "-f", "-");
        eventually("web    2         2         2", "get", "rs");
        assertThat(kubectl("", "get", "pods", "-o", "wide")).contains("1/1", "Running", "127.", "node-");
        assertThat(kubectl("", "get", "all")).contains("pod/web-", "service/web", "replicaset.apps/web");
        assertThat(kubectl("", "get", "endpointslices")).contains("IPv4", "8080");
        assertThat(kubectl("", "describe", "rs", "web")).contains("2 Running", "SuccessfulCreate");
        assertThat(kubectl("", "describe", "pod", "-l", "app=web")).contains("Started container web");
        assertThat(kubectl("", "describe", "service", "web")).contains(":8080");
        assertThat(kubectl("", "logs", "-l", "app=web")).contains("Started web:v1 as web-");
        assertThat(kubectl("", "scale", "rs/web", "--replicas=3")).contains("scaled");
        eventually("web    3         3         3", "get", "rs");
        assertThat(kubectl("", "delete", "rs", "web")).contains("deleted");
        eventually("No resources found", "get", "pods");
        assertThat(kubectl("", "get", "rs", "web"))
                .contains("Error from server (NotFound): replicasets.apps \"web\" not found");
    }

    @Test
    void watchesAndWaits() {
        kubectl(SET.replace("kind: ReplicaSet", "kind: Deployment"), "apply", "-f", "-");

        assertThat(kubectl("", "rollout", "status", "deployment/web", "--timeout=30s"))
                .contains("successfully rolled out");
        assertThat(kubectl("", "wait", "pod", "-l", "app=web", "--for=condition=Ready", "--timeout=30s"))
                .contains("condition met");
        assertThat(kubectl("", "get", "pods", "-w", "--request-timeout=2s")).contains("Running");
        assertThat(kubectl("", "set", "image", "deployment/web", "web=web:v2")).contains("image updated");
        assertThat(kubectl("", "rollout", "status", "deployment/web", "--timeout=30s"))
                .contains("successfully rolled out");
        assertThat(kubectl("", "rollout", "undo", "deployment/web")).contains("rolled back");
    }

    @Test
    void showsEveryKind() {
        for (String kind : kubectl("", "api-resources", "--verbs=list", "-o", "name")
                .lines()
                .toList()) {
            assertThat(kubectl("", "get", kind, "-A")).as(kind).doesNotContain("rror");
        }
        assertThat(kubectl("", "version")).contains("Server Version: v1.36.2");
    }
}
