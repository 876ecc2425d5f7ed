package io.jenkins.plugins.bluegreen.cli.demo;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Any cluster: a namespace is made for the story, and removed with all that is in it. */
final class ClusterGround implements Ground {
    private final Config config;
    private final KubernetesClient client;
    private final String namespace;

    ClusterGround(Config config) {
        this.config = config;
        client = new KubernetesClientBuilder().withConfig(config).build();
        namespace =
                "bluegreen-demo-" + Integer.toString(ThreadLocalRandom.current().nextInt(46_656, 1_679_616), 36);
        try {
            client.namespaces().resource(named(namespace)).create();
        } catch (KubernetesClientException e) {
            client.close();
            throw new InvalidInputException(
                    "the demonstration is to make the namespace %s at %s".formatted(namespace, config.getMasterUrl()),
                    "that failed: " + reason(e),
                    "name a cluster where you may make namespaces");
        }
    }

    private static Namespace named(String name) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(name);
        metadata.setLabels(Map.of("app.kubernetes.io/managed-by", "bluegreen-demo"));
        Namespace namespace = new Namespace();
        namespace.setMetadata(metadata);
        return namespace;
    }

    private static String reason(KubernetesClientException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).startsWith("failure")
                ? "code " + e.getCode()
                : cause.getMessage();
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
        return namespace;
    }

    @Override
    public Traffic traffic() {
        return new EndpointTraffic(client, namespace, Tale.SERVICE);
    }

    @Override
    public void close() {
        try (client) {
            client.namespaces().withName(namespace).delete();
        }
    }
}
