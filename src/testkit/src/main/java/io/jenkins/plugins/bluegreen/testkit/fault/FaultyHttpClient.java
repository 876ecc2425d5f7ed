package io.jenkins.plugins.bluegreen.testkit.fault;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A client whose requests may be struck by faults. A client's time-out is not waited for: it fails at once. */
final class FaultyHttpClient implements HttpClient {
    private final HttpClient real;
    private final Faults faults;

    FaultyHttpClient(HttpClient real, Faults faults) {
        this.real = real;
        this.faults = faults;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, Class<T> type) {
        Fault fault = faults.next(Call.of(request.method(), request.uri())).orElse(null);
        if (fault == null) {
            return real.sendAsync(request, type);
        }
        if (fault == Fault.TIMEOUT_AFTER) {
            return real.sendAsync(request, type).handle((answer, error) -> null).thenCompose(lost -> failed(fault));
        }
        return fault.code() == 0 ? failed(fault) : CompletableFuture.completedFuture(Answer.of(request, fault, type));
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytes(
            HttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        Fault fault = faults.next(Call.of(request.method(), request.uri())).orElse(null);
        return fault == null ? real.consumeBytes(request, consumer) : failed(fault);
    }

    static <T> CompletableFuture<T> failed(Fault fault) {
        return CompletableFuture.failedFuture(failure(fault));
    }

    static IOException failure(Fault fault) {
        return switch (fault) {
            case TIMEOUT_BEFORE, TIMEOUT_AFTER -> new SocketTimeoutException("timeout (" + fault + ")");
            default -> new SocketException("Connection reset (" + fault + ")");
        };
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return new FaultyWatch(real.newWebSocketBuilder(), faults);
    }

    @Override
    public HttpClient.DerivedClientBuilder newBuilder() {
        return FaultyClients.wrap(HttpClient.DerivedClientBuilder.class, real.newBuilder(), faults);
    }

    @Override
    public HttpRequest.Builder newHttpRequestBuilder() {
        return real.newHttpRequestBuilder();
    }

    @Override
    public boolean isClosed() {
        return real.isClosed();
    }

    @Override
    public void close() {
        real.close();
    }
}
