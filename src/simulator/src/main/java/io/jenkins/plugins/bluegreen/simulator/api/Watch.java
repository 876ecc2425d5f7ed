package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.concurrent.atomic.AtomicBoolean;

/** One open watch: what there is, if the client asks for that, and then every change, as its filter shows it. */
final class Watch {
    private final Store store;
    private final Wish wish;
    private final Sink sink;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Runnable unsubscribe = () -> {};

    Watch(Store store, Wish wish, Sink sink) {
        this.store = store;
        this.wish = wish;
        this.sink = sink;
    }

    /**
     * Begins.
     *
     * @param since the version after which changes are told; 0 for what there is now, and what follows
     * @param mark whether a bookmark is to say where what was there at the begin ends
     */
    void begin(long since, boolean mark) {
        synchronized (store) {
            if (since == 0) {
                store.list(wish.kind().plural(), wish.namespace()).stream()
                        .filter(wish::wants)
                        .forEach(object -> send("ADDED", object));
            }
            if (mark) {
                bookmark(true);
            }
            try {
                unsubscribe = store.watch(wish.kind().plural(), since, this::on);
            } catch (StatusException e) {
                fail(e);
            }
        }
        if (ended.get()) {
            unsubscribe.run();
        }
    }

    private void on(Event event) {
        boolean now = !event.type().equals("DELETED") && wish.wants(event.object());
        boolean before = event.before().filter(wish::wants).isPresent();
        if (now) {
            String type = before ? "MODIFIED" : "ADDED";
            if (wish.view().plain()) {
                line(type, event.text());
            } else {
                send(type, event.object());
            }
        } else if (before) {
            // What leaves the filter is told as it was, under the version at which it left.
            ObjectNode gone = event.before().orElseThrow().deepCopy();
            gone.withObjectProperty("metadata").put("resourceVersion", Long.toString(event.version()));
            send("DELETED", gone);
        }
    }

    private void send(String type, ObjectNode object) {
        line(type, Json.text(wish.view().object(object)));
    }

    private void line(String type, String object) {
        sink.send("{\"type\":\"" + type + "\",\"object\":" + object + "}\n");
    }

    /** Tells the version up to which everything was told. */
    void bookmark(boolean initial) {
        synchronized (store) {
            ObjectNode object = Store.object()
                    .put("kind", wish.kind().name())
                    .put("apiVersion", wish.kind().apiVersion());
            ObjectNode metadata = object.putObject("metadata");
            metadata.put("resourceVersion", Long.toString(store.version())).putNull("creationTimestamp");
            if (initial) {
                metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
            }
            line("BOOKMARK", Json.text(object));
        }
    }

    /** Says that its version is too old, and ends. */
    void expire() {
        long version = store.version();
        fail(Failures.expired(Math.max(1, version - 1), version));
    }

    private void fail(StatusException e) {
        line("ERROR", Json.text(e.status()));
        end();
    }

    /** Ends it well. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            unsubscribe.run();
            sink.end();
        }
    }

    /** Cuts the connection. */
    void cut() {
        if (ended.compareAndSet(false, true)) {
            unsubscribe.run();
            sink.cut();
        }
    }

    /** The client has gone. */
    void gone() {
        ended.set(true);
        unsubscribe.run();
    }
}
