package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An embedded cluster with a kubeconfig and the demonstration's Service, and commands that are typed against it. */
final class Lab implements AutoCloseable {
    static final String LABEL =
            Path.of("..", "demo", "label", "replicaset.yaml").toString();
    static final String SELECTOR =
            Path.of("..", "demo", "selector", "deployment-v2.yaml").toString();

    private static final KubernetesSerialization TYPES = new KubernetesSerialization();

    final EmbeddedCluster cluster;
    final Path kubeconfig;
    final KubernetesClient client;

    private Lab(Settings settings) {
        cluster = EmbeddedCluster.start(settings);
        try {
            kubeconfig = Files.createTempFile("bluegreen", ".kubeconfig");
            Files.writeString(kubeconfig, cluster.kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(cluster.kubeconfig()))
                .withKubernetesSerialization(TYPES)
                .build();
    }

    /** With the Service of label mode, in the clear. */
    static Lab label() {
        return label(Settings.fast().withoutTls());
    }

    /** With the Service of label mode. */
    static Lab label(Settings settings) {
        Lab lab = new Lab(settings);
        lab.apply("label/service.yaml");
        return lab;
    }

    /** With nothing, in the clear. */
    static Lab empty() {
        return new Lab(Settings.fast().withoutTls());
    }

    void apply(String file) {
        try {
            client.resource(Files.readString(Path.of("..", "demo", file)))
                    .inNamespace("default")
                    .create();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types a command, with the kubeconfig. */
    Typed type(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--kubeconfig", kubeconfig.toString()));
        return Typed.line(all.toArray(String[]::new));
    }

    /** Types deploy of the label mode's manifest. */
    Typed deploy(String version, String... more) {
        List<String> all =
                new ArrayList<>(List.of("deploy", "-f", LABEL, "--service", "demo-service", "--version", version));
        all.addAll(List.of(more));
        return type(all.toArray(String[]::new));
    }

    Service service() {
        return client.services().inNamespace("default").withName("demo-service").get();
    }

    List<String> replicaSets() {
        return client.apps().replicaSets().inNamespace("default").list().getItems().stream()
                .map(set -> set.getMetadata().getName())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
        try {
            Files.delete(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
