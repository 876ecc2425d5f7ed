package io.jenkins.plugins.bluegreen.observer.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The two requests that an observer makes. */
final class Api {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final String base;

    Api(KubernetesClient client) {
        this.client = client;
        String url = client.getMasterUrl().toString();
        base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** An answer that was not a success. */
    static final class Refusal extends IOException {
        private static final long serialVersionUID = 1;
        private final int code;

        Refusal(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    /** Lists from the store itself, not from a cache that may be behind: no resourceVersion is given. */
    CompletableFuture<JsonNode> list(Resource resource) {
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(base + resource.list())
                .header("Accept", "application/json")
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .build();
        return client.getHttpClient().sendAsync(request, byte[].class).thenApply(Api::read);
    }

    private static JsonNode read(HttpResponse<byte[]> response) {
        try {
            JsonNode body = parse(response.body() == null ? new byte[0] : response.body());
            if (!response.isSuccessful()) {
                throw new Refusal(
                        response.code(),
                        "%d: %s".formatted(response.code(), body.path("message").asText("no message")));
            }
            return body;
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static JsonNode parse(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new IOException("The answer was not JSON", e);
        }
    }

    static JsonNode parse(String text) throws IOException {
        return JSON.readTree(text);
    }

    /** A real API server refuses a WebSocket of unknown origin, with 403. */
    CompletableFuture<WebSocket> watch(Resource resource, String version, WebSocket.Listener listener) {
        return client.getHttpClient()
                .newWebSocketBuilder()
                .header("Origin", base)
                .uri(URI.create(base + resource.watch(version)))
                // A real API server refuses a WebSocket without an origin.
                .header("Origin", base)
                .buildAsync(listener);
    }

    String server() {
        return base;
    }
}
