package io.jenkins.plugins.bluegreen.jenkins;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Functions;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.opentest4j.TestAbortedException;

/** A namespace of a real control plane with the Service of the demonstration. The control plane ends with this process. */
final class ControlPlane implements AutoCloseable {
    private static String kubeconfig;

    private final String namespace;
    private final KubernetesClient client;

    private ControlPlane(String namespace) {
        this.namespace = namespace;
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig))
                .build();
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        client.load(new ByteArrayInputStream(Demo.file("service.yaml").getBytes(StandardCharsets.UTF_8)))
                .inNamespace(namespace)
                .create();
    }

    /**
     * A namespace of that name; starts the control plane, and builds it if need be, at the first call.
     *
     * @throws TestAbortedException where there is nothing to build it with
     */
    static synchronized ControlPlane namespace(String name) throws IOException, InterruptedException {
        if (kubeconfig == null) {
            kubeconfig = start();
        }
        return new ControlPlane(name);
    }

    private static String start() throws IOException, InterruptedException {
        if (Functions.isWindows()) {
            throw new TestAbortedException("Skipped: the control plane's scripts are for a shell");
        }
        boolean go = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
        if (!go) {
            throw new TestAbortedException("Skipped: there is no Go to build the control plane with");
        }
        Process up = new ProcessBuilder(
                        "../control-plane/up",
                        "--owner",
                        Long.toString(ProcessHandle.current().pid()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(up.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!up.waitFor(1, TimeUnit.MINUTES) || up.exitValue() != 0) {
            throw new IllegalStateException("The control plane did not start");
        }
        return Files.readString(Path.of(out.substring(out.lastIndexOf('\n') + 1)));
    }

    /** Stores its kubeconfig as a credential of the system. */
    static void credential() throws IOException {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        Demo.CREDENTIAL,
                        "",
                        "kubeconfig",
                        SecretBytes.fromRawBytes(kubeconfig.getBytes(StandardCharsets.UTF_8))));
        SystemCredentialsProvider.getInstance().save();
    }

    /** Its name. */
    String namespace() {
        return namespace;
    }

    /** Parameters of a step that name it. */
    String where() {
        return "credentialsId: '%s', namespace: '%s', service: 'demo-service'".formatted(Demo.CREDENTIAL, namespace);
    }

    /** Names of the ReplicaSets. */
    Set<String> releases() {
        Set<String> names = new TreeSet<>();
        client.apps().replicaSets().inNamespace(namespace).list().getItems().stream()
                .filter(set -> set.getMetadata().getDeletionTimestamp() == null)
                .forEach(set -> names.add(set.getMetadata().getName()));
        return names;
    }

    /** ReplicaSets whose pods are ready endpoints of the Service. */
    Set<String> serving() {
        Set<String> names = new TreeSet<>();
        client
                .discovery()
                .v1()
                .endpointSlices()
                .inNamespace(namespace)
                .withLabel("kubernetes.io/service-name", "demo-service")
                .list()
                .getItems()
                .stream()
                .filter(slice -> slice.getEndpoints() != null)
                .flatMap(slice -> slice.getEndpoints().stream())
                .filter(endpoint -> endpoint.getConditions().getReady())
                .map(endpoint -> endpoint.getTargetRef().getName())
                .forEach(pod -> names.add(pod.substring(0, pod.lastIndexOf('-'))));
        return names;
    }

    @Override
    public void close() {
        client.namespaces().withName(namespace).delete();
        client.close();
    }
}
