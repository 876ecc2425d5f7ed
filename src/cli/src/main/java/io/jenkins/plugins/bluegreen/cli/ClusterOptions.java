package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which cluster, namespace and Services. */
final class ClusterOptions {
    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The kubeconfig; else the usual one.")
    Path kubeconfig;

    @Option(names = "--context", paramLabel = "NAME", description = "The kubeconfig's context; else its current one.")
    String context;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The namespace; else the manifest's, else the context's.")
    String namespace;

    @Option(names = "--service", paramLabel = "NAME", description = "A Service whose traffic is moved; repeatable.")
    List<String> services = List.of();

    KubernetesClient client() {
        Config config;
        if (kubeconfig == null) {
            config = Config.autoConfigure(context);
        } else if (Files.isReadable(kubeconfig)) {
            config = Config.fromKubeconfig(kubeconfig.toFile());
            if (context != null) {
                throw new IllegalArgumentException(
                        "--context %s was asked with --kubeconfig: make it that file's current context."
                                .formatted(context));
            }
        } else {
            throw new IllegalArgumentException(
                    "The kubeconfig %s cannot be read: name a file that is there.".formatted(kubeconfig));
        }
        // Retries are the deployer's: it must see each failure, and no write may be repeated unseen.
        config.setRequestRetryBackoffLimit(0);
        config.setConnectionTimeout(5000);
        config.setMaxConcurrentRequests(32);
        config.setMaxConcurrentRequestsPerHost(16);
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    String namespace(KubernetesClient client, String manifests) {
        if (namespace != null) {
            return namespace;
        }
        if (!manifests.isEmpty()) {
            return manifests;
        }
        String configured = client.getConfiguration().getNamespace();
        return configured == null ? "default" : configured;
    }
}
