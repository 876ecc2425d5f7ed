package io.jenkins.plugins.bluegreen.cli.options;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster. */
public final class ClusterOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The kubeconfig; else $KUBECONFIG, ~/.kube/config, or the Pod's service account.")
    private Path file;

    @Option(names = "--context", paramLabel = "NAME", description = "The kubeconfig's context; else its current one.")
    private String context;

    /** Whether a kubeconfig was named. */
    public boolean named() {
        return file != null;
    }

    /**
     * How the cluster is reached.
     *
     * @return as the kubeconfig says; nothing is opened
     * @throws io.jenkins.plugins.bluegreen.manifest.InvalidInputException if there is none, or it is wrong
     */
    public Config config() {
        return file == null ? Kubeconfigs.usual(context) : Kubeconfigs.of(file.toString(), context);
    }
}
