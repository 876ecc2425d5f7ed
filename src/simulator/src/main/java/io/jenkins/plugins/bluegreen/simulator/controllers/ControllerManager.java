package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Recorder;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.time.Gate;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs the controllers over one cache of each kind that all of them share. Another one may take its place at any time. */
public final class ControllerManager implements AutoCloseable {
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Queues queues;

    /**
     * Starts, with what there is.
     *
     * @param registry to work on
     * @param time that it goes by
     * @param speed how far the caches are behind, and the like
     * @param ca certificate that each namespace is given
     * @param seed of everything random
     */
    public ControllerManager(Registry registry, Scheduler time, Speed speed, String ca, long seed) {
        queues = new Queues(time);
        Random random = new Random(seed);
        Caches caches = new Caches(registry, time, speed, random, parts);
        Cache pods = caches.make("pods", Pods::keys);
        Cache services = caches.make("services", Pods::serviceKeys);
        Cache sets = caches.make("replicasets", Pods::keys);
        Cache deployments = caches.make("deployments", ignored -> List.of());
        // What a controller wrote itself it sees soon; it is the many pods and Services that make the other caches
        // late.
        Cache slices = caches.make("endpointslices", speed.cacheLag().dividedBy(8), EndpointSlices::sliceKeys);
        start(new ReplicaSets(registry, sets, pods, new Recorder(registry.store(), "replicaset-controller"), queues));
        start(new Deployments(
                registry, deployments, sets, new Recorder(registry.store(), "deployment-controller"), queues));
        start(new EndpointSlices(registry, services, pods, slices, time, speed, queues));
        start(new EndpointsMirror(registry, services, pods, caches.make("endpoints", ignored -> List.of()), queues));
        start(new Namespaces(registry, ca, caches.make("namespaces", ignored -> List.of()), queues));
        start(new Quotas(registry.store(), caches.make("resourcequotas", ignored -> List.of()), pods, queues));
        start(new GarbageCollector(registry, time, speed.cacheLag().dividedBy(2), queues));
    }

    /** How a cache is made. */
    private record Caches(Registry registry, Scheduler time, Speed speed, Random random, List<AutoCloseable> parts) {
        Cache make(String resource, Function<ObjectNode, List<String>> keys) {
            return make(resource, speed.cacheLag(), keys);
        }

        Cache make(String resource, Duration lag, Function<ObjectNode, List<String>> keys) {
            Cache cache = new Cache(registry.store(), resource, time, lag, random, keys);
            parts.add(cache);
            return cache;
        }
    }

    private void start(Object controller) {
        if (controller instanceof AutoCloseable closeable) {
            parts.add(closeable);
        }
    }

    /** Holds a controller's work back. What it has begun, it ends. */
    public void pause(Controller controller) {
        queues.gate(controller).close();
    }

    /** Lets it go on. */
    public void resume(Controller controller) {
        queues.gate(controller).open();
    }

    /** Pauses all of them. */
    public void pause() {
        each(Gate::close);
    }

    /** Lets all go on. */
    public void resume() {
        each(Gate::open);
    }

    private void each(Consumer<Gate> what) {
        for (Controller controller : Controller.values()) {
            what.accept(queues.gate(controller));
        }
    }

    @Override
    public void close() {
        pause();
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the controllers could not be ended", e);
            }
        }
    }
}
