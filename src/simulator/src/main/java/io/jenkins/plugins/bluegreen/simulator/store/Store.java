package io.jenkins.plugins.bluegreen.simulator.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * All objects by plural name of their kind, with a log of the latest changes. Listeners are called in order, under the
 * store's lock: whoever holds it sees no change come in between. No object is ever changed once it is in; a change is
 * another object.
 */
public final class Store {
    private static final int LOG = 10_000;
    private static final long BEGIN = 100;
    private static final Set<String> GENERATED =
            Set.of("replicasets", "deployments", "networkpolicies", "poddisruptionbudgets", "endpointslices", "pods");

    private final Map<String, TreeMap<String, ObjectNode>> objects = new HashMap<>();
    private final Map<String, Feed> feeds = new HashMap<>();
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final Random random;
    private final Clock clock;
    private long version = BEGIN;

    /**
     * An empty store.
     *
     * @param seed of generated names and UIDs
     */
    public Store(long seed) {
        this(seed, Clock.systemUTC());
    }

    /**
     * An empty store.
     *
     * @param seed of generated names and UIDs
     * @param clock of creation times
     */
    public Store(long seed, Clock clock) {
        this.random = new Random(seed);
        this.clock = clock;
    }

    /** The latest changes of one kind, and who wants to be told of them. */
    private static final class Feed {
        private final Deque<Event> log = new ArrayDeque<>();
        private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
        private long forgotten = BEGIN;

        void add(Event event) {
            log.addLast(event);
            if (log.size() > LOG) {
                forgotten = log.removeFirst().version();
            }
            listeners.forEach(listener -> listener.accept(event));
        }
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    private TreeMap<String, ObjectNode> of(String resource) {
        return objects.computeIfAbsent(resource, ignored -> new TreeMap<>());
    }

    /** The object, if it is there; nobody may change it. */
    public synchronized Optional<ObjectNode> get(String resource, String namespace, String name) {
        return Optional.ofNullable(of(resource).get(key(namespace, name)));
    }

    /** All objects of a kind in a namespace, or in all if that is empty, by name. */
    public synchronized List<ObjectNode> list(String resource, String namespace) {
        TreeMap<String, ObjectNode> all = of(resource);
        // '0' follows '/': the keys between are those of the namespace.
        Collection<ObjectNode> some = namespace.isEmpty()
                ? all.values()
                : all.subMap(namespace + "/", namespace + "0").values();
        return List.copyOf(some);
    }

    /** The version of the latest change. */
    public synchronized long version() {
        return version;
    }

    /** The time, in whole seconds, as metadata has it. */
    public String now() {
        return Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The time, in microseconds, as Leases and Events have it. */
    public String nowMicro() {
        Instant now = Instant.now(clock);
        return "%s.%06dZ".formatted(now.toString().substring(0, 19), now.getNano() / 1000);
    }

    /** The clock that everything in the cluster goes by. */
    public Clock clock() {
        return clock;
    }

    /** Five letters and digits, as the API server appends them to a {@code generateName}. */
    public synchronized String suffix() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            letters.append("bcdfghjklmnpqrstvwxz2456789".charAt(random.nextInt(27)));
        }
        return letters.toString();
    }

    /** Gives an object that is to be created what the server alone decides. */
    public synchronized void stamp(String resource, ObjectNode object) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        if (!metadata.hasNonNull("name")) {
            metadata.put("name", metadata.path("generateName").asText() + suffix());
        }
        metadata.put("uid", new UUID(random.nextLong(), random.nextLong()).toString());
        metadata.put("creationTimestamp", now());
        if (GENERATED.contains(resource)) {
            metadata.put("generation", 1);
        } else {
            metadata.remove("generation");
        }
    }

    /**
     * Creates an object.
     *
     * @return as it is stored
     * @throws StatusException if there is one of its name
     */
    public synchronized ObjectNode create(String resource, ObjectNode given) {
        ObjectNode object = given.deepCopy();
        stamp(resource, object);
        String key = key(Json.namespace(object), Json.name(object));
        if (of(resource).containsKey(key)) {
            throw Failures.alreadyExists(Kinds.of(resource), Json.name(object));
        }
        return write("ADDED", resource, key, object, null);
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
            throw Failures.notFound(Kinds.of(resource), name);
        }
        ObjectNode object = change.apply(old.deepCopy());
        settle(resource, old, object);
        return object.equals(old) ? old : write("MODIFIED", resource, key, object, old);
    }

    /** Keeps what an update cannot change, and raises the generation if the wish has changed. */
    public static void settle(String resource, ObjectNode old, ObjectNode object) {
        ObjectNode metadata = object.withObjectProperty("metadata");
        for (String field : List.of("resourceVersion", "generation", "uid", "creationTimestamp")) {
            if (old.path("metadata").has(field)) {
                metadata.set(field, old.path("metadata").path(field));
            } else {
                metadata.remove(field);
            }
        }
        if (GENERATED.contains(resource) && !wish(object).equals(wish(old))) {
            metadata.put("generation", Json.generation(old) + 1);
        }
    }

    private static Map<String, Object> wish(ObjectNode object) {
        Map<String, Object> wish = new HashMap<>();
        object.properties().forEach(entry -> wish.put(entry.getKey(), entry.getValue()));
        wish.keySet().removeAll(Set.of("metadata", "status", "apiVersion", "kind"));
        return wish;
    }

    /** Removes an object, if it is there. */
    public synchronized void remove(String resource, String namespace, String name) {
        ObjectNode gone = of(resource).remove(key(namespace, name));
        if (gone != null) {
            publish("DELETED", resource, gone.deepCopy(), gone);
        }
    }

    private ObjectNode write(String type, String resource, String key, ObjectNode object, ObjectNode old) {
        of(resource).put(key, object);
        publish(type, resource, object, old);
        return object;
    }

    private void publish(String type, String resource, ObjectNode object, ObjectNode old) {
        version++;
        object.withObjectProperty("metadata").put("resourceVersion", Long.toString(version));
        Event event = new Event(type, resource, object, old, version);
        feed(resource).add(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    private Feed feed(String resource) {
        return feeds.computeIfAbsent(resource, ignored -> new Feed());
    }

    /** Forgets every change so far, as etcd's compaction does: a watch from an older version is answered with 410. */
    public synchronized void compact() {
        for (Kind kind : Kinds.ALL) {
            Feed feed = feed(kind.plural());
            feed.forgotten = version;
            feed.log.clear();
        }
    }

    /**
     * Tells of every change of a kind from now on, after those since a version.
     *
     * @param resource plural name of the kind
     * @param since a version; 0 for none of the past
     * @param listener must not block
     * @return ends it
     * @throws StatusException 410 if that version is too old
     */
    public synchronized Runnable watch(String resource, long since, Consumer<Event> listener) {
        Feed feed = feed(resource);
        if (since > 0) {
            if (since < feed.forgotten) {
                throw Failures.expired(since, feed.forgotten);
            }
            new ArrayList<>(feed.log)
                    .stream().filter(event -> event.version() > since).forEach(listener);
        }
        feed.listeners.add(listener);
        return () -> feed.listeners.remove(listener);
    }

    /**
     * Tells of every change of any kind from now on.
     *
     * @param listener must not block
     * @return ends it
     */
    public synchronized Runnable subscribe(Consumer<Event> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A new object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
