package io.jenkins.plugins.bluegreen.simulator.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** All objects by plural name of their kind, with a log of the latest changes. Listeners are called in order, under the store's lock. */
public final class Store {
    private static final int LOG = 20_000;

    private final Map<String, Map<String, ObjectNode>> objects = new TreeMap<>();
    private final Deque<Event> log = new ArrayDeque<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final Random random;
    private long version = 100;

    /**
     * An empty store.
     *
     * @param seed of generated names
     */
    public Store(long seed) {
        random = new Random(seed);
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    /** The object, if it is there; nobody may change it. */
    public synchronized Optional<ObjectNode> get(String resource, String namespace, String name) {
        return Optional.ofNullable(of(resource).get(key(namespace, name)));
    }

    private Map<String, ObjectNode> of(String resource) {
        return objects.computeIfAbsent(resource, ignored -> new TreeMap<>());
    }

    /** All objects of a kind in a namespace, or in all if that is empty. */
    public synchronized List<ObjectNode> list(String resource, String namespace) {
        return of(resource).values().stream()
                .filter(object -> namespace.isEmpty() || Json.namespace(object).equals(namespace))
                .toList();
    }

    /** The version of the latest change. */
    public synchronized long version() {
        return version;
    }

    /**
     * Creates an object.
     *
     * @return as it is stored
     * @throws StatusException if there is one of its name
     */
    public synchronized ObjectNode create(String resource, ObjectNode given) {
        ObjectNode object = given.deepCopy();
        ObjectNode metadata = object.withObjectProperty("metadata");
        if (!metadata.hasNonNull("name")) {
            metadata.put("name", metadata.path("generateName").asText() + suffix());
        }
        String key = key(Json.namespace(object), Json.name(object));
        if (of(resource).containsKey(key)) {
            throw new StatusException(
                    409, "AlreadyExists", "%s \"%s\" already exists".formatted(resource, Json.name(object)));
        }
        metadata.put("uid", new UUID(random.nextLong(), random.nextLong()).toString());
        metadata.put(
                "creationTimestamp",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        metadata.put("generation", 1);
        return write("ADDED", resource, key, object);
    }

    private String suffix() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            letters.append("bcdfghjklmnpqrstvwxz2456789".charAt(random.nextInt(27)));
        }
        return letters.toString();
    }

    /**
     * Changes an object; a changed spec raises its generation, and what changes nothing makes no version.
     *
     * @param change from a copy to the object to be
     * @return as it is stored
     * @throws StatusException if it is not there
     */
    public synchronized ObjectNode update(
            String resource, String namespace, String name, UnaryOperator<ObjectNode> change) {
        String key = key(namespace, name);
        ObjectNode old = of(resource).get(key);
        if (old == null) {
            throw new StatusException(404, "NotFound", "%s \"%s\" not found".formatted(resource, name));
        }
        ObjectNode object = change.apply(old.deepCopy());
        ObjectNode metadata = object.withObjectProperty("metadata");
        metadata.set("resourceVersion", old.path("metadata").path("resourceVersion"));
        metadata.set("generation", old.path("metadata").path("generation"));
        metadata.set("uid", old.path("metadata").path("uid"));
        metadata.set("creationTimestamp", old.path("metadata").path("creationTimestamp"));
        if (object.equals(old)) {
            return old;
        }
        if (!object.path("spec").equals(old.path("spec"))) {
            metadata.put("generation", old.path("metadata").path("generation").asLong() + 1);
        }
        return write("MODIFIED", resource, key, object);
    }

    /** Removes an object, if it is there. */
    public synchronized void remove(String resource, String namespace, String name) {
        ObjectNode gone = of(resource).remove(key(namespace, name));
        if (gone != null) {
            ObjectNode last = gone.deepCopy();
            publish("DELETED", resource, last);
        }
    }

    private ObjectNode write(String type, String resource, String key, ObjectNode object) {
        of(resource).put(key, object);
        publish(type, resource, object);
        return object;
    }

    private void publish(String type, String resource, ObjectNode object) {
        version++;
        object.withObjectProperty("metadata").put("resourceVersion", Long.toString(version));
        Event event = new Event(type, resource, object, version);
        log.addLast(event);
        if (log.size() > LOG) {
            log.removeFirst();
        }
        listeners.forEach(listener -> listener.accept(event));
    }

    /**
     * Tells of every change from now on, after those since a version.
     *
     * @param since a version; 0 for none of the past
     * @param listener must not block
     * @return ends it
     * @throws StatusException 410 if that version is too old
     */
    public synchronized Runnable subscribe(long since, Consumer<Event> listener) {
        if (since > 0) {
            if (!log.isEmpty() && log.getFirst().version() > since + 1 && since < version) {
                throw new StatusException(410, "Expired", "too old resource version: %d".formatted(since));
            }
            new ArrayList<>(log)
                    .stream().filter(event -> event.version() > since).forEach(listener);
        }
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A new object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
