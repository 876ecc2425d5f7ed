package io.jenkins.plugins.bluegreen.observer.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.Kind;
import io.jenkins.plugins.bluegreen.observer.history.Moment;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One kind of object: listed, then watched from the list's version on, every event told in its order. A watch that ends
 * is taken up where it ended; only if the API server has forgotten that version is everything listed again, and what
 * came and went in between is lost.
 */
final class Stream implements AutoCloseable {
    /** How long a dead connection can go unnoticed: two pings without an answer. */
    static final Duration UNNOTICED = Duration.ofSeconds(10);

    private static final int GONE = 410;
    private static final int TRIES = 3;

    private final Api api;
    private final Resource resource;
    private final ScheduledExecutorService timer;
    private final Sink sink;
    private final CompletableFuture<Void> listed = new CompletableFuture<>();
    private final Map<Fact.Subject, Long> known = new HashMap<>();
    private Connection connection;
    private String resume = "";
    private long last = Sight.NO_VERSION;
    private Moment sign;
    private Moment brokenSince;
    private Moment unconfirmed;
    private int failures;
    private boolean closed;

    Stream(Api api, Resource resource, ScheduledExecutorService timer, Sink sink) {
        this.api = api;
        this.resource = resource;
        this.timer = timer;
        this.sink = sink;
    }

    void start() {
        relist();
    }

    /** Done when there has been a list; fails if the cluster refuses it, or is not there. */
    CompletableFuture<Void> listed() {
        return listed;
    }

    private void relist() {
        api.list(resource).whenComplete((list, error) -> {
            if (error == null) {
                take(list, Moment.now());
                open();
                return;
            }
            boolean hopeless = failed() > TRIES || refusal(error).isPresent();
            if (!hopeless || !listed.completeExceptionally(error)) {
                later(this::relist);
            }
        });
    }

    private synchronized int failed() {
        return ++failures;
    }

    private static Optional<Integer> refusal(Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        if (cause instanceof WebSocketHandshakeException handshake) {
            return Optional.of(handshake.getResponse().code());
        }
        return cause instanceof Api.Refusal refusal && refusal.code() < 500
                ? Optional.of(refusal.code())
                : Optional.empty();
    }

    private synchronized void later(Runnable task) {
        if (closed) {
            return;
        }
        try {
            timer.schedule(task, Math.min(1000, 20L << Math.min(failures, 6)), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            closed = true;
        }
    }

    private synchronized void take(JsonNode list, Moment at) {
        long version = Reader.version(list);
        Set<Fact.Subject> gone = new HashSet<>(known.keySet());
        for (JsonNode item : list.path("items")) {
            Fact.Subject subject = Reader.subject(resource.kind(), item);
            gone.remove(subject);
            known.put(subject, Reader.version(item));
            sink.seen(new Sight(at, version, Reader.fact(resource.kind(), item)));
        }
        for (Fact.Subject subject : gone) {
            known.remove(subject);
            sink.seen(new Sight(at, version, new Fact.Gone(subject)));
        }
        if (brokenSince != null) {
            sink.blind(new Blind(resource.kind(), brokenSince, at, true));
            brokenSince = null;
        }
        resume = list.path("metadata").path("resourceVersion").asText();
        last = version;
        sign = at;
        listed.complete(null);
        notifyAll();
    }

    private synchronized void open() {
        if (closed) {
            return;
        }
        Connection next = new Connection();
        connection = next;
        api.watch(resource, resume, next).whenComplete((socket, error) -> {
            if (error != null) {
                next.refused(error);
            } else {
                next.hold(socket);
            }
        });
    }

    private synchronized void broken(Connection which, Moment since, boolean forgotten) {
        if (connection != which || closed) {
            return;
        }
        connection = null;
        if (brokenSince == null) {
            brokenSince = forgotten && unconfirmed != null ? unconfirmed : since;
        }
        unconfirmed = null;
        later(forgotten ? this::relist : this::open);
        failures++;
    }

    private synchronized void opened(Connection which) {
        if (connection == which && brokenSince != null) {
            Moment now = Moment.now();
            sink.blind(new Blind(resource.kind(), brokenSince, now, false));
            unconfirmed = brokenSince;
            brokenSince = null;
            sign = now;
        }
    }

    private synchronized void event(Connection which, JsonNode event, Moment at) {
        if (connection != which) {
            return;
        }
        JsonNode object = event.path("object");
        String type = event.path("type").asText();
        if (type.equals("ERROR")) {
            which.end();
            broken(which, at, object.path("code").asInt() == GONE);
            return;
        }
        failures = 0;
        unconfirmed = null;
        sign = at;
        long version = Reader.version(object);
        switch (type) {
            case "ADDED", "MODIFIED" -> {
                known.put(Reader.subject(resource.kind(), object), version);
                sink.seen(new Sight(at, version, Reader.fact(resource.kind(), object)));
            }
            case "DELETED" -> {
                if (resource.kind() == Kind.POD) {
                    sink.seen(new Sight(at, version, Reader.deadPod(object)));
                }
                Fact.Subject subject = Reader.subject(resource.kind(), object);
                known.remove(subject);
                sink.seen(new Sight(at, version, new Fact.Gone(subject)));
            }
            default -> {
                // A bookmark: it only says how far the watch is.
            }
        }
        resume = object.path("metadata").path("resourceVersion").asText(resume);
        last = version;
        notifyAll();
    }

    /** One watch. Its messages come one after another, on a thread of the HTTP client. */
    private final class Connection implements WebSocket.Listener {
        private WebSocket socket;
        private boolean ended;

        @Override
        public void onOpen(WebSocket open) {
            opened(this);
        }

        @Override
        public void onMessage(WebSocket from, String text) {
            Moment at = Moment.now();
            try {
                event(this, Api.parse(text), at);
                from.request();
            } catch (IOException e) {
                end();
                broken(this, at, true);
            }
        }

        @Override
        public void onClose(WebSocket from, int code, String reason) {
            from.sendClose(1000, "");
            broken(this, Moment.now(), false);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            broken(this, unseenSince(), false);
        }

        void refused(Throwable error) {
            broken(
                    this,
                    unseenSince(),
                    refusal(error).filter(code -> code == GONE).isPresent());
        }

        synchronized void hold(WebSocket open) {
            socket = open;
            if (ended) {
                open.sendClose(1000, "");
            }
        }

        synchronized void end() {
            ended = true;
            if (socket != null) {
                socket.sendClose(1000, "");
            }
        }
    }

    private synchronized Moment unseenSince() {
        Moment now = Moment.now();
        Moment earliest = now.at(now.nanos() - UNNOTICED.toNanos());
        return sign.isAfter(earliest) ? sign : earliest;
    }

    /** The time without sight that has not ended. */
    synchronized Optional<Blind> blind(Moment now) {
        return Optional.ofNullable(brokenSince).map(since -> new Blind(resource.kind(), since, now, true));
    }

    /**
     * Waits until the watch has told all that a list shows.
     *
     * @return whether it has before the deadline
     */
    boolean caughtUp(JsonNode list, long deadlineNanos) throws InterruptedException {
        long version = Reader.version(list);
        Map<Fact.Subject, Long> items = new HashMap<>();
        list.path("items").forEach(item -> items.put(Reader.subject(resource.kind(), item), Reader.version(item)));
        synchronized (this) {
            while (brokenSince != null || behind(items, version)) {
                long left = deadlineNanos - System.nanoTime();
                if (left <= 0 || closed) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return true;
        }
    }

    private boolean behind(Map<Fact.Subject, Long> items, long version) {
        long told = last;
        return items.values().stream().anyMatch(item -> item > told)
                || known.entrySet().stream()
                        .anyMatch(entry -> !items.containsKey(entry.getKey()) && entry.getValue() <= version);
    }

    Resource resource() {
        return resource;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.end();
        }
        notifyAll();
    }
}
