package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes a Service's slices from its selector and the pods' labels, each from a cache of its own, and writes them one after
 * another, every one with the Service's labels: {@code pkg/controller/endpointslice}.
 */
final class EndpointSlices {
    static final String SERVICE_NAME = "kubernetes.io/service-name";
    static final String MANAGED_BY = "endpointslice.kubernetes.io/managed-by";
    private static final String SELF = "endpointslice-controller.k8s.io";
    private static final String HEADLESS = "service.kubernetes.io/headless";
    private static final Kind SLICES = Kinds.of("endpointslices");

    private final Registry registry;
    private final Store store;
    private final Cache services;
    private final Cache pods;
    private final Cache slices;
    private final Scheduler time;
    private final Speed speed;
    private final WorkQueue queue;
    private final Tracker tracker = new Tracker();

    EndpointSlices(
            Registry registry, Cache services, Cache pods, Cache slices, Scheduler time, Speed speed, Queues queues) {
        this.registry = registry;
        this.store = registry.store();
        this.services = services;
        this.pods = pods;
        this.slices = slices;
        this.time = time;
        this.speed = speed;
        this.queue = queues.make(Controller.ENDPOINT_SLICE, speed.staleBackoff(), this::sync);
        services.keys(queue::add);
        pods.listen(this::podChanged);
        slices.listen(this::sliceChanged);
    }

    static List<String> sliceKeys(ObjectNode slice) {
        return List.of(Json.namespace(slice) + "/"
                + slice.path("metadata").path("labels").path(SERVICE_NAME).asText(""));
    }

    private void podChanged(Optional<ObjectNode> before, Optional<ObjectNode> now) {
        boolean same =
                before.isPresent() && now.isPresent() && summary(before.get()).equals(summary(now.get()));
        if (!same) {
            before.ifPresent(this::touch);
            now.ifPresent(this::touch);
        }
    }

    /** What of a pod makes a difference to a slice. */
    private static List<JsonNode> summary(ObjectNode pod) {
        return List.of(
                pod.path("metadata").path("labels"),
                pod.path("metadata").path("deletionTimestamp"),
                pod.path("spec").path("nodeName"),
                pod.path("status").path("podIPs"),
                pod.path("status").path("phase"),
                Json.condition(pod, "Ready").path("status"));
    }

    private void touch(ObjectNode pod) {
        Pods.servicesOf(services, pod).forEach(service -> queue.add(Cache.key(service)));
    }

    /** A slice that someone else has changed, or deleted, is mended. */
    private void sliceChanged(Optional<ObjectNode> before, Optional<ObjectNode> now) {
        ObjectNode slice = now.or(() -> before).orElseThrow();
        if (!ours(slice)) {
            return;
        }
        boolean news = now.isEmpty() ? tracker.forget(slice) : tracker.note(slice);
        if (news) {
            queue.add(sliceKeys(slice).get(0));
        }
    }

    private static boolean ours(ObjectNode slice) {
        return slice.path("metadata").path("labels").path(MANAGED_BY).asText("").equals(SELF);
    }

    private boolean sync(String key, Runnable done) {
        ObjectNode service = services.get(key).orElse(null);
        if (service == null
                || Json.terminating(service)
                || service.path("spec").path("selector").isEmpty()
                || service.path("spec").path("type").asText().equals("ExternalName")) {
            return false;
        }
        List<ObjectNode> existing =
                slices.indexed(key).stream().filter(EndpointSlices::ours).toList();
        if (tracker.stale(key, existing)) {
            throw new WorkQueue.StaleCacheException();
        }
        Deque<Runnable> writes = new ArrayDeque<>();
        List<ObjectNode> selected = Pods.selected(
                pods, Json.namespace(service), service.path("spec").path("selector"));
        for (JsonNode family : service.path("spec").path("ipFamilies")) {
            String type = family.asText();
            Map<ArrayNode, Map<String, ObjectNode>> wanted = PodEndpoints.of(service, selected, type.equals("IPv6"));
            plan(service, type, existing, wanted, writes);
        }
        return write(writes, done);
    }

    private void plan(
            ObjectNode service,
            String type,
            List<ObjectNode> existing,
            Map<ArrayNode, Map<String, ObjectNode>> wanted,
            Deque<Runnable> writes) {
        SliceReconciler.Plan plan = new SliceReconciler(service, labels(service), type)
                .plan(
                        existing.stream()
                                .filter(slice ->
                                        slice.path("addressType").asText().equals(type))
                                .toList(),
                        wanted);
        plan.create().forEach(slice -> writes.add(() -> create(slice)));
        plan.update().forEach(slice -> writes.add(() -> update(slice)));
        plan.delete().forEach(slice -> writes.add(() -> delete(slice)));
    }

    private static ObjectNode labels(ObjectNode service) {
        ObjectNode labels = Store.object();
        Json.labels(service).forEach(labels::put);
        labels.put(MANAGED_BY, SELF).put(SERVICE_NAME, Json.name(service));
        if (service.path("spec").path("clusterIP").asText("").equals("None")) {
            labels.put(HEADLESS, "");
        } else {
            labels.remove(HEADLESS);
        }
        return labels;
    }

    private boolean write(Deque<Runnable> writes, Runnable done) {
        if (writes.isEmpty()) {
            return false;
        }
        step(writes, done);
        return true;
    }

    /** One write takes its time; what was decided is not decided again in between. */
    private void step(Deque<Runnable> writes, Runnable done) {
        if (writes.isEmpty()) {
            done.run();
            return;
        }
        time.after(speed.sliceWrite(), () -> {
            try {
                writes.remove().run();
            } catch (StatusException e) {
                // Gone or changed by someone: the cache will show it, and the key comes back.
                writes.clear();
            }
            step(writes, done);
        });
    }

    private void create(ObjectNode slice) {
        synchronized (store) {
            tracker.note(registry.create(SLICES, Json.namespace(slice), slice, Write.INTERNAL)
                    .object());
        }
    }

    private void update(ObjectNode slice) {
        synchronized (store) {
            tracker.note(registry.replace(SLICES, Json.namespace(slice), Json.name(slice), "", slice, Write.INTERNAL)
                    .object());
        }
    }

    private void delete(ObjectNode slice) {
        tracker.forget(slice);
        registry.delete(SLICES, Json.namespace(slice), Json.name(slice), Store.object(), false);
    }
}
