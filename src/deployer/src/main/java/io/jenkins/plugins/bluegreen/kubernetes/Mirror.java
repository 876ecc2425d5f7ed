package io.jenkins.plugins.bluegreen.kubernetes;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.drive.ClusterException.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A kind of a namespace as the API server has it: listed, then watched, reduced at once to what is needed. What a write
 * answers is put in as well, so that a run reads its own writes; older versions never replace newer ones.
 *
 * @param <T> fabric8's type
 * @param <L> fabric8's list type
 * @param <V> what is kept of an object
 */
@SuppressFBWarnings(
        value = {"BC_UNCONFIRMED_CAST_OF_RETURN_VALUE"},
        justification = "A generic cast that javac has checked.")
final class Mirror<T extends HasMetadata, L extends KubernetesResourceList<T>, V> implements AutoCloseable {
    private record Entry<V>(long version, String uid, V value) {
        /** Also than another object of that name: a late word of the one that was deleted does not undo what came after. */
        boolean newerThan(long other, String otherUid) {
            return version >= other && (other != UNKNOWN || uid.equals(otherUid));
        }
    }

    private static final long UNKNOWN = Long.MAX_VALUE;

    private static final int REMEMBERED = 10_000;

    /** The API server tells a watch its version about once a minute: one that heard nothing for longer is dead. */
    private static final Duration SILENCE = Duration.ofSeconds(150);

    private final FilterWatchListDeletable<T, L, ?> resources;
    private final Supplier<CompletableFuture<L>> lister;
    private final BiFunction<T, V, V> reduce;
    private final BiConsumer<V, V> changed;
    private final ScheduledExecutorService pool;
    private final Duration silence;
    private final Map<String, Entry<V>> entries = new ConcurrentHashMap<>();
    private final List<Index<V>> indexes = new CopyOnWriteArrayList<>();
    private final Map<String, Long> deleted = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> synced = new CompletableFuture<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Watch watch;
    private volatile long heard;
    private volatile boolean closed;

    /**
     * One that holds nothing yet.
     *
     * @param resources to be watched
     * @param lister lists them
     * @param reduce what is to be kept of an object, by what was kept of it just before; that is null where changes in
     *     between may have been missed
     * @param changed told what was kept and what is now; either may be null
     * @param pool for what follows an answer
     */
    Mirror(
            FilterWatchListDeletable<T, L, ?> resources,
            Supplier<CompletableFuture<L>> lister,
            BiFunction<T, V, V> reduce,
            BiConsumer<V, V> changed,
            ScheduledExecutorService pool) {
        this(resources, lister, reduce, changed, pool, SILENCE);
    }

    /** One that gives up a watch on which it has heard nothing, not even a bookmark, for so long. */
    Mirror(
            FilterWatchListDeletable<T, L, ?> resources,
            Supplier<CompletableFuture<L>> lister,
            BiFunction<T, V, V> reduce,
            BiConsumer<V, V> changed,
            ScheduledExecutorService pool,
            Duration silence) {
        this.resources = resources;
        this.lister = lister;
        this.reduce = reduce;
        this.changed = changed;
        this.pool = pool;
        this.silence = silence;
    }

    /** Another way to find objects; to be asked for before {@link #start}. */
    Index<V> index(Function<V, ? extends Collection<String>> keys) {
        Index<V> index = new Index<>(keys);
        indexes.add(index);
        return index;
    }

    CompletableFuture<Void> start() {
        relist();
        return synced;
    }

    Collection<V> values() {
        return entries.values().stream().map(Entry::value).toList();
    }

    Optional<V> get(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::value);
    }

    private void relist() {
        if (closed) {
            return;
        }
        lister.get()
                .whenCompleteAsync(
                        (list, error) -> {
                            if (error != null) {
                                failed(error);
                                return;
                            }
                            replace(list.getItems(), number(list.getMetadata().getResourceVersion()));
                            open(list.getMetadata().getResourceVersion());
                        },
                        pool);
    }

    private void failed(Throwable error) {
        Throwable cause = error.getCause() == null ? error : error.getCause();
        boolean hopeless = cause instanceof ClusterException failure && failure.kind() != Kind.TRANSIENT;
        if (!synced.isDone() && (hopeless || failures.incrementAndGet() > 3)) {
            synced.completeExceptionally(cause);
            return;
        }
        again();
    }

    private void again() {
        if (!closed) {
            pool.schedule(this::relist, 300, TimeUnit.MILLISECONDS);
        }
    }

    /** What the list lacks is gone, unless it is newer than the list. */
    private void replace(List<T> items, long listed) {
        Set<String> present = new HashSet<>();
        items.forEach(item -> {
            present.add(item.getMetadata().getName());
            put(item);
        });
        entries.forEach((name, entry) -> {
            if (!present.contains(name)) {
                swap(name, old -> old == null || old.version() > listed ? old : null);
            }
        });
    }

    private void open(String version) {
        heard = System.nanoTime();
        try {
            watch = resources.watch(
                    new ListOptionsBuilder()
                            .withResourceVersion(version)
                            .withAllowWatchBookmarks(true)
                            .build(),
                    new Events());
            listen(watch);
            failures.set(0);
            synced.complete(null);
            changed.accept(null, null);
        } catch (RuntimeException e) {
            failed(new ClusterException(Kind.TRANSIENT, "A watch could not be opened: " + e.getMessage()));
        }
    }

    /** Nobody tells that a connection is dead: a silent watch is given up, and what it missed is listed. */
    private void listen(Watch open) {
        pool.schedule(
                () -> {
                    if (closed || watch != open) {
                        return;
                    }
                    if (System.nanoTime() - heard < silence.toNanos()) {
                        listen(open);
                        return;
                    }
                    open.close();
                    relist();
                },
                silence.toMillis() / 5,
                TimeUnit.MILLISECONDS);
    }

    private final class Events implements Watcher<T> {
        @Override
        public boolean reconnecting() {
            return true;
        }

        @Override
        public void eventReceived(Action action, T object) {
            heard = System.nanoTime();
            switch (action) {
                case ADDED, MODIFIED -> follow(object);
                case DELETED -> remove(object);
                case BOOKMARK, ERROR -> {
                    // Nothing has changed.
                }
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            again();
        }
    }

    /** Takes in an object that the API server answered; there may have been others of its states before. */
    void put(T object) {
        take(object, old -> null);
    }

    /** Takes in an object that the watch told of, which tells each of its states. */
    private void follow(T object) {
        String uid = object.getMetadata().getUid();
        take(object, old -> old != null && old.uid().equals(uid) ? old.value() : null);
    }

    private void take(T object, Function<Entry<V>, V> before) {
        String uid = object.getMetadata().getUid();
        if (deleted.containsKey(uid)) {
            return;
        }
        long version = version(object);
        swap(object.getMetadata().getName(), old -> {
            boolean late = old != null && old.newerThan(version, uid);
            return late ? old : new Entry<>(version, uid, reduce.apply(object, before.apply(old)));
        });
    }

    private void remove(T object) {
        String uid = object.getMetadata().getUid();
        if (deleted.size() > REMEMBERED) {
            deleted.clear();
        }
        deleted.put(uid, version(object));
        swap(object.getMetadata().getName(), old -> old == null || old.uid().equals(uid) ? null : old);
    }

    /** Forgets an object that the API server says is gone. */
    void forget(String name) {
        swap(name, old -> null);
    }

    /** Changes one entry and the indexes with it, then tells of it if it has changed. */
    private void swap(String name, UnaryOperator<Entry<V>> change) {
        AtomicReference<Entry<V>> before = new AtomicReference<>();
        Entry<V> after = entries.compute(name, (key, old) -> {
            Entry<V> now = change.apply(old);
            before.set(old);
            if (now != old) {
                indexes.forEach(index -> index.replace(name, value(old), value(now)));
            }
            return now;
        });
        if (after != before.get()) {
            changed.accept(value(before.get()), value(after));
        }
    }

    private static <V> V value(Entry<V> entry) {
        return entry == null ? null : entry.value();
    }

    /** Resource versions are comparable since Kubernetes 1.35, and were numbers before. */
    private static long version(HasMetadata object) {
        return number(object.getMetadata().getResourceVersion());
    }

    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
    }

    @Override
    public void close() {
        closed = true;
        Watch open = watch;
        if (open != null) {
            open.close();
        }
    }
}
