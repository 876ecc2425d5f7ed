package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs the controllers on one thread, over one cache of pods that all of them share and one cache of each other kind. */
public final class ControllerManager implements AutoCloseable {
    private final Store store;
    private final ScheduledExecutorService thread;
    private final List<Cache> caches;
    private final ReplicaSets replicaSets;
    private final Deployments deployments;
    private final EndpointSlices slices;
    private final Kubelet kubelet;
    private final Runnable unsubscribe;
    private final Set<String> dirty = new HashSet<>();

    /**
     * Starts.
     *
     * @param registry to work on
     * @param settings how fast
     * @param seed of everything random
     */
    public ControllerManager(Registry registry, Speed settings, long seed) {
        this.store = registry.store();
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "simulator-controllers");
            made.setDaemon(true);
            return made;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread = executor;
        Random random = new Random(seed);
        int lag = (int) settings.cacheLag().toMillis();
        Cache pods = cache("pods", random, lag);
        Cache services = cache("services", random, lag);
        Cache sets = cache("replicasets", random, lag);
        caches = List.of(pods, services, sets, cache("deployments", random, lag));
        replicaSets = new ReplicaSets(registry, sets, pods);
        deployments = new Deployments(store, caches.get(3), sets);
        slices = new EndpointSlices(store, services, pods, settings.sliceWrite(), thread, this::touch);
        kubelet = new Kubelet(store, settings, thread, random);
        unsubscribe = store.subscribe(0, this::collect);
    }

    private Cache cache(String resource, Random random, int lag) {
        return new Cache(
                store,
                resource,
                () -> lag == 0 ? 0 : random.nextInt(lag + 1),
                thread,
                object -> touch(Json.namespace(object)));
    }

    private void touch(String namespace) {
        if (dirty.add(namespace)) {
            thread.schedule(() -> sync(namespace), 1, TimeUnit.MILLISECONDS);
        }
    }

    private void sync(String namespace) {
        dirty.remove(namespace);
        try {
            deployments.sync(namespace);
            replicaSets.sync(namespace);
            slices.sync(namespace);
        } catch (StatusException e) {
            touch(namespace);
        }
    }

    /** The kubelet's and the garbage collector's part: they see the store itself. */
    private void collect(Event event) {
        ObjectNode object = event.object();
        if (event.resource().equals("pods")) {
            thread.execute(() -> kubelet.changed(event));
        }
        boolean owner =
                event.resource().equals("replicasets") || event.resource().equals("deployments");
        if (event.type().equals("DELETED") && owner) {
            String dependents = event.resource().equals("replicasets") ? "pods" : "replicasets";
            thread.execute(() -> store.list(dependents, Json.namespace(object)).stream()
                    .filter(each ->
                            Json.owner(each).filter(Json.uid(object)::equals).isPresent())
                    .forEach(each -> remove(dependents, each)));
        }
        if (event.type().equals("DELETED") && event.resource().equals("services")) {
            thread.execute(() -> slices.deleted(object));
        }
    }

    private void remove(String resource, ObjectNode object) {
        if (resource.equals("pods")) {
            kubelet.terminate(object);
        } else {
            store.remove(resource, Json.namespace(object), Json.name(object));
        }
    }

    @Override
    public void close() {
        unsubscribe.run();
        caches.forEach(Cache::close);
        thread.shutdownNow();
    }
}
