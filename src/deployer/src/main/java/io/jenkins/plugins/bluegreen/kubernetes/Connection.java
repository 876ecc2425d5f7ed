package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A server, who asks, and a namespace. Two connections that are equal in all of these share a client and its watches.
 */
public final class Connection {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 10_000;

    private final Config config;
    private final String namespace;

    private Connection(Config config, String namespace) {
        this.config = config;
        this.namespace = namespace;
    }

    /**
     * A connection.
     *
     * @param config with server, trust and credentials; copied, with time-outs and retries as a deployment needs them:
     *     it must see each failure, and no write may be repeated unseen
     * @param namespace in which everything is
     * @return the connection; nothing is opened
     */
    public static Connection of(Config config, String namespace) {
        Config ours = new ConfigBuilder(config)
                .withNamespace(namespace)
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout(CONNECT_MILLIS)
                .withRequestTimeout(REQUEST_MILLIS)
                // For each watch that pings the client would have threads come and go; Mirror hears when one is silent.
                .withWebsocketPingInterval(0L)
                .withUserAgent("bluegreen")
                .build();
        return new Connection(ours, namespace);
    }

    /** The namespace. */
    public String namespace() {
        return namespace;
    }

    /** The server's address. */
    public String server() {
        return config.getMasterUrl();
    }

    Config config() {
        return config;
    }

    /** What tells two connections apart; of secrets it holds a hash. */
    String key() {
        String identity = String.join(
                "\n",
                config.getMasterUrl(),
                String.valueOf(config.isTrustCerts()),
                String.valueOf(config.getCaCertData()),
                String.valueOf(config.getCaCertFile()),
                String.valueOf(config.getAutoOAuthToken()),
                String.valueOf(config.getOauthToken()),
                String.valueOf(config.getUsername()),
                String.valueOf(config.getPassword()),
                String.valueOf(config.getClientCertData()),
                String.valueOf(config.getClientCertFile()),
                String.valueOf(config.getClientKeyData()),
                String.valueOf(config.getClientKeyFile()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
            return namespace + "@" + config.getMasterUrl() + "#"
                    + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Server and namespace; nothing of the credentials. */
    @Override
    public String toString() {
        return "namespace " + namespace + " of " + config.getMasterUrl();
    }
}
