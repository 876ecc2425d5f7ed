package io.jenkins.plugins.bluegreen.testkit.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Any cluster that a kubeconfig leads to; each test has a namespace of its own there. */
public class RemoteCluster implements TestCluster {
    /** System property with the path of a kubeconfig: tests run there instead of on a control plane of our own. */
    public static final String KUBECONFIG = "cluster.kubeconfig";

    /** System property with the most pods that a test may ask of that cluster at once; 60 unless it is set. */
    public static final String CAPACITY = "cluster.capacity";

    private final String name;
    private final String kubeconfig;
    private final int capacity;

    RemoteCluster(String name, String kubeconfig, int capacity) {
        this.name = name;
        this.kubeconfig = kubeconfig;
        this.capacity = capacity;
    }

    /**
     * A cluster.
     *
     * @param name for people
     * @param kubeconfig that leads to it
     * @param capacity the most pods at once
     */
    public static RemoteCluster of(String name, Path kubeconfig, int capacity) {
        return new RemoteCluster(name, read(kubeconfig), capacity);
    }

    static String read(Path kubeconfig) {
        try {
            return Files.readString(kubeconfig);
        } catch (IOException e) {
            throw new UncheckedIOException("The kubeconfig %s cannot be read".formatted(kubeconfig), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public boolean real() {
        return true;
    }

    @Override
    public Site open() {
        Place place = new Place("test-" + UUID.randomUUID().toString().substring(0, 13), kubeconfig);
        place.create();
        return place;
    }

    private record Place(String namespace, String kubeconfig) implements Site {
        private KubernetesClient client() {
            return new KubernetesClientBuilder()
                    .withConfig(Config.fromKubeconfig(kubeconfig))
                    .build();
        }

        /** Pods can be made once the namespace has its service account. */
        private void create() {
            try (KubernetesClient client = client()) {
                client.resource("apiVersion: v1%nkind: Namespace%nmetadata: {name: %s}%n".formatted(namespace))
                        .create();
                client.serviceAccounts()
                        .inNamespace(namespace)
                        .withName("default")
                        .waitUntilCondition(account -> account != null, 60, TimeUnit.SECONDS);
            }
        }

        @Override
        public void close() {
            try (KubernetesClient client = client()) {
                client.namespaces().withName(namespace).delete();
            }
        }
    }
}
