package io.jenkins.plugins.bluegreen.cli.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.simulator.traffic.PodServers;
import io.jenkins.plugins.bluegreen.simulator.traffic.ServiceProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** The embedded cluster: its pods are HTTP servers, so the load is real. */
final class EmbeddedGround implements Ground {
    private static final Duration PROXY_LAG = Duration.ofMillis(20);

    private final EmbeddedCluster cluster;
    private final PodServers pods;
    private final ServiceProxy proxy;
    private final Config config;
    private final KubernetesClient client;

    EmbeddedGround(Settings settings) {
        cluster = EmbeddedCluster.start(settings);
        pods = new PodServers(cluster.store());
        try {
            proxy = new ServiceProxy(cluster.store(), Tale.SERVICE, PROXY_LAG);
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded cluster's Service proxy needs a port", e);
        }
        config = Config.fromKubeconfig(cluster.kubeconfig());
        client = new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public String namespace() {
        return "default";
    }

    @Override
    public Traffic traffic() {
        return new Load(proxy.address());
    }

    @Override
    public void close() {
        client.close();
        try {
            proxy.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded cluster's Service proxy could not be ended", e);
        }
        pods.close();
        cluster.close();
    }
}
