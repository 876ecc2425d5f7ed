package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.drive.ClusterException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Single asynchronous requests. The client's own verbs are not used for writes: they send a GET before a PATCH, and
 * retry what must not be retried unseen.
 */
final class Rest {
    static final String JSON = "application/json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String MERGE_PATCH = "application/merge-patch+json";
    /** How many requests may be under way, unless it is said otherwise. */
    static final int AT_ONCE = 16;

    private static final long LONGEST_PAUSE = 30;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final Turns turns;
    private final AtomicLong requests;
    private final BooleanSupplier mayWrite;
    private final boolean urgent;

    Rest(KubernetesClient client) {
        this(client, new Turns(AT_ONCE), new AtomicLong(), () -> true, false);
    }

    private Rest(KubernetesClient client, Turns turns, AtomicLong requests, BooleanSupplier mayWrite, boolean urgent) {
        this.client = client;
        this.turns = turns;
        this.requests = requests;
        this.mayWrite = mayWrite;
        this.urgent = urgent;
    }

    /** The same with a count of its own. */
    Rest counting() {
        return new Rest(client, turns, new AtomicLong(), mayWrite, urgent);
    }

    /** The same, and with the same count, for writes that need a Lease. */
    Rest guarded(BooleanSupplier allowed) {
        return new Rest(client, turns, requests, allowed, urgent);
    }

    /** The same, and with the same count, for what must not wait behind others. */
    Rest urgent() {
        return new Rest(client, turns, requests, mayWrite, true);
    }

    /** From now on so many requests may be under way, of all that share their turns with this. */
    void atOnce(int requests) {
        turns.atOnce(requests);
    }

    long requests() {
        return requests.get();
    }

    <T> CompletableFuture<T> get(String path, Class<T> type) {
        return send("GET", path, JSON, null, type);
    }

    <T> CompletableFuture<T> post(String path, Object body, Class<T> type) {
        return send("POST", path, JSON, body, type);
    }

    <T> CompletableFuture<T> put(String path, Object body, Class<T> type) {
        return send("PUT", path, JSON, body, type);
    }

    <T> CompletableFuture<T> patch(String path, String contentType, Object body, Class<T> type) {
        return send("PATCH", path, contentType, body, type);
    }

    CompletableFuture<Void> delete(String path, Object options) {
        return send("DELETE", path, JSON, options, Object.class).thenApply(done -> null);
    }

    private <T> CompletableFuture<T> send(String method, String path, String contentType, Object body, Class<T> type) {
        return turns.take(urgent, () -> sendNow(method, path, contentType, body, type));
    }

    private <T> CompletableFuture<T> sendNow(
            String method, String path, String contentType, Object body, Class<T> type) {
        String what = method + " " + path.replaceAll("\\?.*", "");
        if (!method.equals("GET") && !mayWrite.getAsBoolean()) {
            return CompletableFuture.failedFuture(new ClusterException(
                    Kind.TRANSIENT, "%s was not sent: the Lease could end before it does".formatted(what)));
        }
        requests.incrementAndGet();
        String base = client.getMasterUrl().toString();
        String separator = path.contains("?") ? "&" : "?";
        String uri = address(base)
                + path
                + (method.equals("GET")
                        ? ""
                        : separator + "timeout=" + TIMEOUT.toSeconds() + "s&fieldManager=bluegreen");
        HttpRequest.Builder request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(uri)
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .header("Accept", JSON);
        if (body == null) {
            request.method(method, null, null);
        } else {
            request.method(method, contentType, body instanceof String text ? text : Serialization.asJson(body));
        }
        return client.getHttpClient().sendAsync(request.build(), byte[].class).handle((response, error) -> {
            if (error != null) {
                Throwable cause = error instanceof CompletionException ? error.getCause() : error;
                throw new ClusterException(
                        Kind.TRANSIENT, "%s failed: %s".formatted(what, Causes.of(cause, address(base))));
            }
            return read(what, response, type);
        });
    }

    private static String address(String base) {
        return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    }

    private static <T> T read(String what, HttpResponse<byte[]> response, Class<T> type) {
        String text = response.body() == null ? "" : new String(response.body(), StandardCharsets.UTF_8);
        if (response.isSuccessful()) {
            return type.equals(String.class) ? type.cast(text) : Serialization.unmarshal(text, type);
        }
        String message = message(text);
        Kind kind =
                switch (response.code()) {
                    case 404, 410 -> Kind.GONE;
                    case 409 -> Kind.CONFLICT;
                    case 401, 403 -> Kind.DENIED;
                    case 400, 405, 406, 413, 415, 422 -> Kind.INVALID;
                    default -> Kind.TRANSIENT;
                };
        throw new ClusterException(
                kind, "%s was answered with %d: %s".formatted(what, response.code(), message), retryAfter(response));
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        String seconds = response.header("Retry-After");
        return seconds != null && seconds.matches("[0-9]{1,4}")
                ? Optional.of(Duration.ofSeconds(Math.min(LONGEST_PAUSE, Long.parseLong(seconds))))
                : Optional.empty();
    }

    private static String message(String text) {
        try {
            Status status = Serialization.unmarshal(text, Status.class);
            return status.getMessage() == null ? "no message" : status.getMessage();
        } catch (RuntimeException e) {
            return "no message";
        }
    }
}
