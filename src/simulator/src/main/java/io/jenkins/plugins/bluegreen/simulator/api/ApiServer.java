package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.function.Predicate;

/** A small Kubernetes API server on loopback. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP2"},
        justification = "The store is shared on purpose.")
public final class ApiServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Store store;
    private final Verbs verbs;
    private final Watches watches;
    private final Undertow server;

    /**
     * Starts on a free port of loopback.
     *
     * @param store what it serves
     */
    public ApiServer(Store store) {
        this.store = store;
        this.verbs = new Verbs(store);
        this.watches = new Watches(store);
        this.server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(2)
                .setWorkerThreads(8)
                .setHandler(this::route)
                .build();
        server.start();
    }

    /** Where it listens. */
    public String url() {
        InetSocketAddress address =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return "http://127.0.0.1:" + address.getPort();
    }

    private void route(HttpServerExchange exchange) {
        Path path = Path.parse(exchange.getRequestPath()).orElse(null);
        if (path != null
                && !parameter(exchange, "watch").isEmpty()
                && !parameter(exchange, "watch").equals("false")) {
            watch(exchange, path);
            return;
        }
        exchange.getRequestReceiver()
                .receiveFullBytes((received, body) -> received.dispatch(() -> {
                    try {
                        JsonNode answer = answer(received, path, body);
                        send(
                                received,
                                answer.path("code").isInt()
                                                && answer.path("kind").asText().equals("Status")
                                        ? answer.path("code").asInt()
                                        : received.getRequestMethod().equalToString("POST") ? 201 : 200,
                                answer);
                    } catch (StatusException e) {
                        send(received, e.code(), status(e));
                    } catch (Exception e) {
                        send(received, 500, status(new StatusException(500, "InternalError", String.valueOf(e))));
                    }
                }));
    }

    private JsonNode answer(HttpServerExchange exchange, Path path, byte[] body) throws IOException {
        String method = exchange.getRequestMethod().toString();
        if (path == null || !Kinds.known(path.resource())) {
            return special(exchange, path, body);
        }
        JsonNode given = body.length == 0 ? Store.object() : JSON.readTree(body);
        boolean dryRun = parameter(exchange, "dryRun").equals("All");
        return switch (method) {
            case "GET" -> path.name().isEmpty() ? list(exchange, path) : verbs.get(path);
            case "POST" -> verbs.create(path, (ObjectNode) given, dryRun);
            case "PUT" -> verbs.replace(path, (ObjectNode) given);
            case "PATCH" -> verbs.patch(path, header(exchange), given);
            case "DELETE" -> verbs.delete(path, given);
            default -> throw new StatusException(405, "MethodNotAllowed", "the server does not allow this method");
        };
    }

    private JsonNode special(HttpServerExchange exchange, Path path, byte[] body) throws IOException {
        if (exchange.getRequestPath().equals("/version")) {
            return Store.object().put("major", "1").put("minor", "36").put("gitVersion", "v1.36.2");
        }
        if (path != null && path.resource().endsWith("reviews")) {
            ObjectNode review = (ObjectNode) JSON.readTree(body);
            review.putObject("status").put("allowed", true);
            return review;
        }
        throw new StatusException(404, "NotFound", "the server could not find the requested resource");
    }

    private ObjectNode list(HttpServerExchange exchange, Path path) {
        synchronized (store) {
            ObjectNode list = Store.object();
            list.put("kind", Kinds.of(path.resource()) + "List").put("apiVersion", path.apiVersion());
            list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
            ArrayNode items = list.putArray("items");
            Predicate<JsonNode> wanted = wanted(exchange);
            store.list(path.resource(), path.namespace()).stream()
                    .filter(wanted)
                    .forEach(items::add);
            return list;
        }
    }

    private static Predicate<JsonNode> wanted(HttpServerExchange exchange) {
        return Selectors.labels(parameter(exchange, "labelSelector"))
                .and(Selectors.fields(parameter(exchange, "fieldSelector")));
    }

    private void watch(HttpServerExchange exchange, Path path) {
        String since = parameter(exchange, "resourceVersion");
        Watches.Wish wish = new Watches.Wish(
                path.resource(), path.namespace(), wanted(exchange), since.isEmpty() ? 0 : Long.parseLong(since));
        boolean upgrade =
                "websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE));
        try {
            if (upgrade) {
                Handlers.websocket((socketExchange, channel) -> watches.socket(wish, channel))
                        .handleRequest(exchange);
            } else {
                exchange.dispatch(() -> watches.chunked(wish, exchange));
            }
        } catch (Exception e) {
            send(exchange, 500, status(new StatusException(500, "InternalError", String.valueOf(e))));
        }
    }

    private static String header(HttpServerExchange exchange) {
        String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
        return type == null ? "" : type;
    }

    private static String parameter(HttpServerExchange exchange, String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null || values.isEmpty() ? "" : values.getFirst();
    }

    static ObjectNode status(StatusException e) {
        return Store.object()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("status", "Failure")
                .put("message", e.getMessage())
                .put("reason", e.reason())
                .put("code", e.code());
    }

    static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree must be writable", e);
        }
    }

    private static void send(HttpServerExchange exchange, int code, JsonNode body) {
        exchange.setStatusCode(code);
        exchange.getResponseHeaders().put(new HttpString("Content-Type"), "application/json");
        exchange.getResponseSender().send(text(body), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        watches.close();
        server.stop();
    }

    /** Ends every watch, as a restart of the API server does. */
    public void dropWatches() {
        watches.close();
    }
}
