package io.jenkins.plugins.bluegreen.testkit.cluster;

import io.fabric8.kubernetes.client.Config;

/** A namespace of a cluster that belongs to one test. */
public interface Site extends AutoCloseable {
    /** Its name. */
    String namespace();

    /** The kubeconfig of the cluster, as YAML, for other processes. */
    String kubeconfig();

    /** How to reach the cluster: as the kubeconfig says, without retries, as the deployer wants it. */
    default Config config() {
        Config config = Config.fromKubeconfig(kubeconfig());
        config.setNamespace(namespace());
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(5000);
        config.setMaxConcurrentRequests(32);
        config.setMaxConcurrentRequestsPerHost(16);
        return config;
    }

    @Override
    void close();
}
