package io.jenkins.plugins.bluegreen.jenkins.cluster;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import java.util.Optional;
import org.jvnet.localizer.Localizable;

/** Asks a cluster one small question, once, with a client of its own: for the form. */
public final class Probe {
    private static final int MILLIS = 5_000;

    private Probe() {}

    /**
     * Asks for a Service of a namespace: proves address, trust, credential and a right that every deployment needs. Blocks.
     *
     * @param identity who asks
     * @param namespace where
     * @return why not, in a sentence without secrets in the language of who reads it; empty if it went well
     */
    public static Optional<Localizable> ask(Identity identity, String namespace) {
        Config config = new ConfigBuilder(identity.config())
                .withConnectionTimeout(MILLIS)
                .withRequestTimeout(MILLIS)
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            client.services()
                    .inNamespace(namespace)
                    .list(new ListOptionsBuilder().withLimit(1L).build());
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(
                    switch (e.getCode()) {
                        case 401 -> Messages._Probe_Unknown();
                        case 403 -> Messages._Probe_Forbidden(namespace);
                        default ->
                            e.getCode() > 0
                                    ? Messages._Probe_Answered(e.getCode())
                                    : Messages._Probe_Unreachable(identity.mask(reason(e)));
                    });
        }
    }

    private static String reason(Throwable error) {
        Throwable deepest = error;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }
}
