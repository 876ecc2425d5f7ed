package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What controllers see of one kind: every change, in order, some time after it was made. Used on the thread of the cluster's
 * time only.
 */
final class Cache implements AutoCloseable {
    private final Map<String, ObjectNode> seen = new TreeMap<>();
    private final Map<String, Map<String, ObjectNode>> index = new TreeMap<>();
    private final Deque<Event> coming = new ArrayDeque<>();
    private final List<BiConsumer<Optional<ObjectNode>, Optional<ObjectNode>>> listeners = new ArrayList<>();
    private final Scheduler time;
    private final Duration lag;
    private final Random random;
    private final Function<ObjectNode, List<String>> keys;
    private final Runnable end;
    private long notBefore;

    /**
     * Sees at once what there is.
     *
     * @param lag the longest that it is behind
     * @param keys by which {@link #indexed} finds an object
     */
    Cache(
            Store store,
            String resource,
            Scheduler time,
            Duration lag,
            Random random,
            Function<ObjectNode, List<String>> keys) {
        this.time = time;
        this.lag = lag;
        this.random = random;
        this.keys = keys;
        synchronized (store) {
            store.list(resource, "").forEach(object -> put(key(object), object));
            end = store.watch(resource, 0, this::coming);
        }
    }

    static String key(JsonNode object) {
        return Json.namespace(object) + "/" + Json.name(object);
    }

    private void coming(Event event) {
        synchronized (coming) {
            long now = time.nanos();
            long late = lag.isZero() ? 0 : (long) (random.nextDouble() * lag.toNanos());
            notBefore = Math.max(notBefore, now + late);
            coming.add(event);
            time.after(Duration.ofNanos(notBefore - now), this::next);
        }
    }

    private void next() {
        Event event;
        synchronized (coming) {
            event = coming.remove();
        }
        String key = key(event.object());
        Optional<ObjectNode> before = Optional.ofNullable(seen.get(key));
        before.ifPresent(old -> keys.apply(old).forEach(each -> index.get(each).remove(key)));
        boolean gone = event.type().equals("DELETED");
        if (gone) {
            seen.remove(key);
        } else {
            put(key, event.object());
        }
        Optional<ObjectNode> now = gone ? Optional.empty() : Optional.of(event.object());
        // What is gone is told as it was at its end, even if this cache never saw it so.
        Optional<ObjectNode> last = gone ? Optional.of(event.object()) : before;
        listeners.forEach(listener -> listener.accept(last, now));
    }

    private void put(String key, ObjectNode object) {
        seen.put(key, object);
        keys.apply(object).forEach(each -> index.computeIfAbsent(each, ignored -> new TreeMap<>())
                .put(key, object));
    }

    /** Tells of changes: before, if it was there, and after, if it is. */
    void listen(BiConsumer<Optional<ObjectNode>, Optional<ObjectNode>> listener) {
        listeners.add(listener);
    }

    /** Tells the key of whatever changes, and of what is there. */
    void keys(Consumer<String> listener) {
        List.copyOf(seen.keySet()).forEach(listener);
        listen((before, now) -> listener.accept(key(now.or(() -> before).orElseThrow())));
    }

    Optional<ObjectNode> get(String key) {
        return Optional.ofNullable(seen.get(key));
    }

    Collection<ObjectNode> in(String namespace) {
        return List.copyOf(((TreeMap<String, ObjectNode>) seen)
                .subMap(namespace + "/", namespace + "0")
                .values());
    }

    Collection<ObjectNode> all() {
        return seen.values();
    }

    /** Objects that have a key of the index. */
    List<ObjectNode> indexed(String key) {
        return List.copyOf(index.getOrDefault(key, Map.of()).values());
    }

    @Override
    public void close() {
        end.run();
    }
}
