package io.jenkins.plugins.bluegreen.bench.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Single requests over one HTTP client, the same that the deployer has: sixteen at a time at most. */
public final class Api implements AutoCloseable {
    private static final int RESETS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AT_ONCE = 16;
    private static final long TIMEOUT_SECONDS = 30;

    private final KubernetesClient client;
    private final String base;

    /**
     * A client.
     *
     * @param config of the cluster; it is not changed
     * @param agent user agent of its requests
     */
    public Api(Config config, String agent) {
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withAutoConfigure(false)
                        .withUserAgent(agent)
                        .withRequestRetryBackoffLimit(0)
                        .withMaxConcurrentRequests(AT_ONCE)
                        .withMaxConcurrentRequestsPerHost(AT_ONCE)
                        .build())
                .build();
        String url = client.getMasterUrl().toString();
        base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** The same connection by typed verbs. */
    public KubernetesClient client() {
        return client;
    }

    /** Reads. */
    public JsonNode get(String path) {
        return send("GET", path, null, null).join();
    }

    /** Creates. */
    public JsonNode post(String path, Object body) {
        return send("POST", path, "application/json", body).join();
    }

    /** Changes, by a JSON merge patch. */
    public JsonNode patch(String path, Object body) {
        return patching(path, body).join();
    }

    /** Begins to change, by a JSON merge patch. */
    public CompletableFuture<JsonNode> patching(String path, Object body) {
        return send("PATCH", path, "application/merge-patch+json", body);
    }

    /** Deletes, and what it owns in the background. */
    public void delete(String path) {
        send("DELETE", path + "?propagationPolicy=Background", null, null).join();
    }

    private CompletableFuture<JsonNode> send(String method, String path, String type, Object body) {
        HttpRequest.Builder request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base + path)
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .header("Accept", "application/json");
        request.method(method, type, body == null ? null : write(body));
        String failure = method.equals("POST") ? "REFUSED_STREAM" : "stream was reset";
        return sent(request.build(), failure, RESETS).thenApply(response -> read(method + " " + path, response));
    }

    /** A server that refuses a stream of HTTP/2 has done nothing, and may be asked again; what may be done twice, after any reset. */
    private CompletableFuture<HttpResponse<byte[]>> sent(HttpRequest request, String failure, int resets) {
        return client.getHttpClient()
                .sendAsync(request, byte[].class)
                .handle((response, error) -> {
                    if (error == null) {
                        return CompletableFuture.completedFuture(response);
                    }
                    return resets > 0 && error.toString().contains(failure)
                            ? sent(request, failure, resets - 1)
                            : CompletableFuture.<HttpResponse<byte[]>>failedFuture(error);
                })
                .thenCompose(sent -> sent);
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String what, HttpResponse<byte[]> response) {
        try {
            JsonNode body = JSON.readTree(response.body() == null ? new byte[0] : response.body());
            if (!response.isSuccessful()) {
                throw new IllegalStateException("%s was answered with %d: %s"
                        .formatted(what, response.code(), body.path("message").asText()));
            }
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(what + " was answered with what is no JSON", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
