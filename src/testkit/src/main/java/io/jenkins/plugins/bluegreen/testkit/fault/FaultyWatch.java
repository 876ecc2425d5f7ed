package io.jenkins.plugins.bluegreen.testkit.fault;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Opens a WebSocket that may not open, that ends as soon as it is open, or on which an error is told. */
final class FaultyWatch implements WebSocket.Builder {
    private final WebSocket.Builder real;
    private final Faults faults;
    private URI uri = URI.create("");

    FaultyWatch(WebSocket.Builder real, Faults faults) {
        this.real = real;
        this.faults = faults;
    }

    @Override
    public CompletableFuture<WebSocket> buildAsync(WebSocket.Listener listener) {
        Fault fault = faults.next(Call.of("WATCH", uri)).orElse(null);
        if (fault == null) {
            return real.buildAsync(listener);
        }
        return switch (fault) {
            case WATCH_CLOSED ->
                real.buildAsync(new Once(listener)).thenApply(socket -> {
                    socket.sendClose(1000, "a fault of the test");
                    listener.onClose(socket, 1000, "a fault of the test");
                    return socket;
                });
            case WATCH_GONE ->
                real.buildAsync(new Once(listener)).thenApply(socket -> {
                    String event = "{\"type\":\"ERROR\",\"object\":" + Answer.status(fault) + "}";
                    listener.onMessage(socket, event);
                    socket.sendClose(1000, "a fault of the test");
                    listener.onClose(socket, 1000, "a fault of the test");
                    return socket;
                });
            default -> FaultyHttpClient.failed(fault);
        };
    }

    /** Opens, and tells nothing more. */
    private record Once(WebSocket.Listener listener) implements WebSocket.Listener {
        @Override
        public void onOpen(WebSocket socket) {
            listener.onOpen(socket);
        }

        @Override
        public void onMessage(WebSocket socket, String text) {
            socket.request();
        }

        @Override
        public void onMessage(WebSocket socket, ByteBuffer bytes) {
            socket.request();
        }
    }

    @Override
    public WebSocket.Builder uri(URI where) {
        uri = where;
        real.uri(where);
        return this;
    }

    @Override
    public WebSocket.Builder subprotocol(String protocol) {
        real.subprotocol(protocol);
        return this;
    }

    @Override
    public WebSocket.Builder header(String key, String value) {
        real.header(key, value);
        return this;
    }

    @Override
    public WebSocket.Builder setHeader(String key, String value) {
        real.setHeader(key, value);
        return this;
    }

    @Override
    public WebSocket.Builder connectTimeout(long timeout, TimeUnit unit) {
        real.connectTimeout(timeout, unit);
        return this;
    }
}
