package io.jenkins.plugins.bluegreen.cli.demo;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A cluster with a namespace for one story. */
interface Ground extends AutoCloseable {
    /** How it is reached. */
    Config config();

    /** A client, closed with this. */
    KubernetesClient client();

    /** Where everything is. */
    String namespace();

    /** Begins the load. */
    Traffic traffic();

    @Override
    void close();
}
