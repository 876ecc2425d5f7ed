package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What a controller sees of one kind: every change, in order, some time after it was made. Used on the controllers'
 * single thread only.
 */
final class Cache implements AutoCloseable {
    private final Map<String, ObjectNode> seen = new TreeMap<>();
    private final Queue<Event> coming = new ConcurrentLinkedQueue<>();
    private final Runnable end;
    private long notBefore;

    Cache(
            Store store,
            String resource,
            LongSupplier lagMillis,
            ScheduledExecutorService thread,
            Consumer<ObjectNode> changed) {
        end = store.subscribe(0, event -> {
            if (event.resource().equals(resource)) {
                long now = System.nanoTime();
                notBefore = Math.max(notBefore, now + TimeUnit.MILLISECONDS.toNanos(lagMillis.getAsLong()));
                coming.add(event);
                thread.schedule(
                        () -> {
                            Event next = coming.remove();
                            apply(next);
                            changed.accept(next.object());
                        },
                        notBefore - now,
                        TimeUnit.NANOSECONDS);
            }
        });
    }

    private void apply(Event event) {
        String key = Json.namespace(event.object()) + "/" + Json.name(event.object());
        if (event.type().equals("DELETED")) {
            seen.remove(key);
        } else {
            seen.put(key, event.object());
        }
    }

    List<ObjectNode> in(String namespace) {
        return seen.values().stream()
                .filter(object -> Json.namespace(object).equals(namespace))
                .toList();
    }

    @Override
    public void close() {
        end.run();
    }
}
