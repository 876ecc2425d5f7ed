package io.jenkins.plugins.bluegreen.cli.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.bluegreen.simulator.EmbeddedCluster;
import io.jenkins.plugins.bluegreen.simulator.Settings;

/** The embedded cluster: its pods are HTTP servers, so the load is real. */
final class EmbeddedGround implements Ground {
    private final EmbeddedCluster cluster;
    private final Config config;
    private final KubernetesClient client;

    EmbeddedGround(Settings settings) {
        cluster = EmbeddedCluster.start(settings);
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
        return new Load(cluster.serviceAddress(namespace(), Tale.SERVICE));
    }

    @Override
    public void close() {
        client.close();
        cluster.close();
    }
}
