package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Watches over WebSocket and chunked HTTP. */
final class Watches implements AutoCloseable {
    private final Store store;
    private final Set<Runnable> closers = ConcurrentHashMap.newKeySet();

    Watches(Store store) {
        this.store = store;
    }

    /**
     * What a client wants to be told of.
     *
     * @param resource plural name
     * @param namespace empty for all
     * @param filter of objects
     * @param since after this version
     */
    record Wish(String resource, String namespace, Predicate<JsonNode> filter, long since) {
        boolean wants(Event event) {
            return event.resource().equals(resource)
                    && (namespace.isEmpty() || Json.namespace(event.object()).equals(namespace))
                    && filter.test(event.object());
        }
    }

    private static String line(String type, JsonNode object) {
        ObjectNode event = Store.object().put("type", type);
        event.set("object", object);
        return ApiServer.text(event);
    }

    private Runnable subscribe(Wish wish, Consumer<String> sink) {
        try {
            return store.subscribe(wish.since(), event -> {
                if (wish.wants(event)) {
                    sink.accept(line(event.type(), event.object()));
                }
            });
        } catch (StatusException e) {
            sink.accept(line("ERROR", ApiServer.status(e)));
            return () -> {};
        }
    }

    void socket(Wish wish, WebSocketChannel channel) {
        Runnable end = subscribe(wish, text -> WebSockets.sendText(text, channel, null));
        Runnable closer = () -> WebSockets.sendClose(1000, "", channel, null);
        closers.add(closer);
        channel.addCloseTask(closed -> {
            end.run();
            closers.remove(closer);
        });
        channel.getReceiveSetter().set(new Attentive());
        channel.resumeReceives();
    }

    /** Holds a worker's thread as long as the client stays: for people with kubectl or curl, a few at a time. */
    void chunked(Wish wish, HttpServerExchange exchange) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Runnable end = subscribe(wish, lines::add);
        boolean[] closed = {false};
        Runnable closer = () -> closed[0] = true;
        closers.add(closer);
        exchange.startBlocking();
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
        try (OutputStream out = exchange.getOutputStream()) {
            while (!closed[0]) {
                String text = lines.poll(1, TimeUnit.SECONDS);
                if (text != null) {
                    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
                }
                out.flush();
            }
        } catch (IOException e) {
            closed[0] = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end.run();
            closers.remove(closer);
        }
    }

    /** Answers pings and closes; without it a client that pings takes the connection for dead. */
    private static final class Attentive extends AbstractReceiveListener {}

    @Override
    public void close() {
        closers.forEach(Runnable::run);
    }
}
