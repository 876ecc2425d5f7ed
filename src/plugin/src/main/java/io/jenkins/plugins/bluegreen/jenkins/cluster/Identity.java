package io.jenkins.plugins.bluegreen.jenkins.cluster;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server and who asks it, resolved from a job's {@link ClusterAccess}. Holds secrets, so it is never saved.
 */
public final class Identity {
    private static final int LEAST = 4;

    private final Config config;
    private final String namespace;
    /** In each form in which somebody could quote them, the longest first: one may begin with another. */
    private final List<String> secrets;

    Identity(Config config, String namespace) {
        this.config = config;
        this.namespace = namespace;
        this.secrets = secrets(config);
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
        for (String secret : secrets) {
            masked = masked.replace(secret, "****");
        }
        return masked;
    }

    Config config() {
        return config;
    }

    private static List<String> secrets(Config config) {
        return Stream.of(
                        config.getAutoOAuthToken(),
                        config.getOauthToken(),
                        config.getPassword(),
                        config.getClientKeyData(),
                        basic(config))
                .filter(secret -> secret != null && secret.length() >= LEAST)
                .flatMap(secret -> Stream.of(
                        secret, String.valueOf(JsonStringEncoder.getInstance().quoteAsString(secret))))
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /** What a request carries of a user with a password; null if there is none. */
    private static String basic(Config config) {
        return config.getUsername() == null || config.getPassword() == null
                ? null
                : Base64.getEncoder()
                        .encodeToString(
                                (config.getUsername() + ":" + config.getPassword()).getBytes(StandardCharsets.UTF_8));
    }
}
