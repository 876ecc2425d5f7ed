package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.jenkins.plugins.bluegreen.simulator.store.Event;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Deletes what has lost its owners, orphans what is to stay, and lets an owner go after its dependents when that was asked. */
final class GarbageCollector implements AutoCloseable {
    private static final String FOREGROUND = "foregroundDeletion";
    private static final String ORPHAN = "orphan";

    private final Registry registry;
    private final Store store;
    private final Scheduler time;
    private final Duration lag;
    private final WorkQueue queue;
    private final Runnable end;
    private final Set<String> alive = new HashSet<>();
    private final Map<String, Map<String, ObjectNode>> dependents = new HashMap<>();

    GarbageCollector(Registry registry, Scheduler time, Duration lag, Queues queues) {
        this.registry = registry;
        this.store = registry.store();
        this.time = time;
        this.lag = lag;
        this.queue = queues.make(Controller.GARBAGE_COLLECTOR, this::sync);
        synchronized (store) {
            Kinds.ALL.forEach(kind -> store.list(kind.plural(), "").forEach(object -> learn(kind.plural(), object)));
            end = store.subscribe(event -> time.after(lag, () -> on(event)));
        }
    }

    private static String key(String resource, ObjectNode object) {
        return resource + "/" + Cache.key(object);
    }

    private void learn(String resource, ObjectNode object) {
        alive.add(Json.uid(object));
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            dependents
                    .computeIfAbsent(owner.path("uid").asText(), ignored -> new LinkedHashMap<>())
                    .put(key(resource, object), object);
        }
    }

    private void forget(String resource, ObjectNode object) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            String uid = owner.path("uid").asText();
            dependents.computeIfPresent(uid, (ignored, all) -> {
                all.remove(key(resource, object));
                return all.isEmpty() ? null : all;
            });
        }
    }

    private void on(Event event) {
        String resource = event.resource();
        ObjectNode object = event.object();
        event.before().ifPresent(before -> forget(resource, before));
        if (event.type().equals("DELETED")) {
            alive.remove(Json.uid(object));
            dependents.getOrDefault(Json.uid(object), Map.of()).keySet().forEach(queue::add);
            owners(object);
            return;
        }
        learn(resource, object);
        boolean waits = Json.terminating(object)
                && !object.path("metadata").path("finalizers").isEmpty();
        boolean owned = !object.path("metadata").path("ownerReferences").isEmpty();
        if (waits || owned && event.type().equals("ADDED")) {
            queue.add(key(resource, object));
        }
    }

    /** An owner that waits for its dependents looks again. */
    private void owners(ObjectNode object) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            Kinds.named(owner.path("kind").asText())
                    .ifPresent(kind -> queue.add("%s/%s/%s"
                            .formatted(
                                    kind.plural(),
                                    kind.namespaced() ? Json.namespace(object) : "",
                                    owner.path("name").asText())));
        }
    }

    private boolean sync(String key, Runnable done) {
        String[] parts = key.split("/", 3);
        store.get(parts[0], parts[1], parts[2]).ifPresent(object -> look(parts[0], object));
        return false;
    }

    private void look(String resource, ObjectNode object) {
        JsonNode finalizers = object.path("metadata").path("finalizers");
        if (Json.terminating(object)) {
            for (JsonNode finalizer : finalizers) {
                if (finalizer.asText().equals(ORPHAN)) {
                    dependents(object).forEach((key, each) -> leave(key, object));
                    finish(resource, object, ORPHAN);
                } else if (finalizer.asText().equals(FOREGROUND) && blocked(object)) {
                    dependents(object).forEach((key, each) -> delete(key, "Foreground"));
                } else if (finalizer.asText().equals(FOREGROUND)) {
                    finish(resource, object, FOREGROUND);
                }
            }
        }
        JsonNode owners = object.path("metadata").path("ownerReferences");
        boolean lost = !owners.isEmpty();
        for (JsonNode owner : owners) {
            lost &= !alive.contains(owner.path("uid").asText());
        }
        if (lost && !Json.terminating(object)) {
            delete(key(resource, object), "Background");
        }
    }

    private Map<String, ObjectNode> dependents(ObjectNode owner) {
        return new LinkedHashMap<>(dependents.getOrDefault(Json.uid(owner), Map.of()));
    }

    private boolean blocked(ObjectNode owner) {
        return dependents(owner).values().stream()
                .flatMap(each -> stream(each.path("metadata").path("ownerReferences")))
                .anyMatch(reference -> reference.path("uid").asText().equals(Json.uid(owner))
                        && reference.path("blockOwnerDeletion").asBoolean());
    }

    private static Stream<JsonNode> stream(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    private void delete(String key, String policy) {
        String[] parts = key.split("/", 3);
        ObjectNode there = store.get(parts[0], parts[1], parts[2]).orElse(null);
        if (there == null || Json.terminating(there)) {
            return;
        }
        try {
            registry.delete(
                    Kinds.of(parts[0]), parts[1], parts[2], Store.object().put("propagationPolicy", policy), false);
        } catch (StatusException e) {
            time.after(lag, () -> queue.add(key));
        }
    }

    private void leave(String key, ObjectNode owner) {
        change(key, object -> {
            ArrayNode owners = object.withObjectProperty("metadata").withArrayProperty("ownerReferences");
            owners.removeIf(each -> each.path("uid").asText().equals(Json.uid(owner)));
            if (owners.isEmpty()) {
                object.withObjectProperty("metadata").remove("ownerReferences");
            }
        });
    }

    private void finish(String resource, ObjectNode object, String finalizer) {
        registry.patch(
                Kinds.of(resource),
                Json.namespace(object),
                Json.name(object),
                "",
                now -> {
                    ObjectNode copy = now.deepCopy();
                    copy.withObjectProperty("metadata")
                            .withArrayProperty("finalizers")
                            .removeIf(each -> each.asText().equals(finalizer));
                    return copy;
                },
                Write.INTERNAL);
    }

    private void change(String key, Consumer<ObjectNode> change) {
        List<String> parts = List.of(key.split("/", 3));
        if (store.get(parts.get(0), parts.get(1), parts.get(2)).isPresent()) {
            store.update(parts.get(0), parts.get(1), parts.get(2), object -> {
                change.accept(object);
                return object;
            });
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
