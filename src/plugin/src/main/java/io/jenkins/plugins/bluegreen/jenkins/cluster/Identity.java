package io.jenkins.plugins.bluegreen.jenkins.cluster;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A server and who asks it, resolved from a job's {@link ClusterAccess}. Holds secrets, so it is never saved.
 */
public final class Identity {
    private static final int LEAST = 4;

    private final Config config;
    private final String namespace;

    Identity(Config config, String namespace) {
        this.config = config;
        this.namespace = namespace;
    }

    /** The namespace that the credential names; empty if it names none. */
    public String namespace() {
        return namespace;
    }

    /** A connection to a namespace as this identity; nothing is opened. */
    public Connection to(String namespace) {
        return Connection.of(config, namespace);
    }

    /** A sentence without any of the secrets, should a server or a library have quoted one. */
    public String mask(String sentence) {
        String masked = sentence;
        for (String secret : secrets()) {
            masked = masked.replace(secret, "****");
        }
        return masked;
    }

    Config config() {
        return config;
    }

    private List<String> secrets() {
        return Stream.of(
                        config.getAutoOAuthToken(),
                        config.getOauthToken(),
                        config.getPassword(),
                        config.getClientKeyData())
                .filter(Objects::nonNull)
                .filter(secret -> secret.length() >= LEAST)
                .toList();
    }
}
