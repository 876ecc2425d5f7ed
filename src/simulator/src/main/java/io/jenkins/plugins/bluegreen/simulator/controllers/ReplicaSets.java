package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Recorder;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes and ends pods until there are as many as wanted, and counts them: {@code pkg/controller/replicaset}. */
final class ReplicaSets {
    private static final int BURST = 500;
    private static final Kind PODS = Kinds.of("pods");

    private final Registry registry;
    private final Store store;
    private final Cache sets;
    private final Cache pods;
    private final Owners owners;
    private final Recorder recorder;
    private final Expectations expectations = new Expectations();
    private final WorkQueue queue;

    ReplicaSets(Registry registry, Cache sets, Cache pods, Recorder recorder, Queues queues) {
        this.registry = registry;
        this.store = registry.store();
        this.sets = sets;
        this.pods = pods;
        this.recorder = recorder;
        this.owners = new Owners(store, "replicasets", "pods");
        this.queue = queues.make(Controller.REPLICA_SET, this::sync);
        sets.keys(queue::add);
        sets.listen((before, now) -> {
            if (now.isEmpty()) {
                expectations.forget(Json.uid(before.orElseThrow()));
            }
        });
        pods.listen(this::podChanged);
    }

    private void podChanged(Optional<ObjectNode> before, Optional<ObjectNode> now) {
        now.flatMap(Json::owner).ifPresent(owner -> {
            if (before.isEmpty()) {
                expectations.created(owner);
            }
            now.filter(Json::terminating).ifPresent(pod -> expectations.deleted(owner, Json.uid(pod)));
        });
        if (now.isEmpty()) {
            before.ifPresent(pod -> Json.owner(pod).ifPresent(owner -> expectations.deleted(owner, Json.uid(pod))));
        }
        before.ifPresent(this::touch);
        now.ifPresent(this::touch);
    }

    private void touch(ObjectNode pod) {
        Optional<JsonNode> owner = Optional.empty();
        for (JsonNode each : pod.path("metadata").path("ownerReferences")) {
            if (each.path("controller").asBoolean()) {
                owner = Optional.of(each);
            }
        }
        if (owner.isPresent()) {
            if (owner.get().path("kind").asText().equals("ReplicaSet")) {
                queue.add(Json.namespace(pod) + "/" + owner.get().path("name").asText());
            }
            return;
        }
        sets.in(Json.namespace(pod)).stream()
                .filter(set -> Json.matches(set.path("spec").path("selector"), Json.labels(pod)))
                .forEach(set -> queue.add(Cache.key(set)));
    }

    private boolean sync(String key, Runnable done) {
        sets.get(key).ifPresent(this::sync);
        return false;
    }

    private void sync(ObjectNode set) {
        List<ObjectNode> candidates = new ArrayList<>(pods.indexed(Pods.ownedBy(Json.uid(set))));
        candidates.addAll(pods.indexed(Pods.orphans(Json.namespace(set))));
        candidates.removeIf(pod -> Json.terminating(pod) || Json.finished(pod));
        List<ObjectNode> active = owners.claim(set, candidates);
        StatusException failure = null;
        if (expectations.satisfied(Json.uid(set)) && !Json.terminating(set)) {
            failure = manage(set, active);
        }
        status(set, active, Optional.ofNullable(failure));
        if (failure != null) {
            throw failure;
        }
    }

    private StatusException manage(ObjectNode set, List<ObjectNode> active) {
        int wanted = set.path("spec").path("replicas").asInt(1);
        int missing = Math.min(BURST, wanted - active.size());
        try {
            for (int i = 0; i < missing; i++) {
                create(set);
            }
            int surplus = Math.min(BURST, active.size() - wanted);
            for (ObjectNode pod : PodRanks.sorted(active).subList(0, Math.max(0, surplus))) {
                delete(set, pod);
            }
            return null;
        } catch (StatusException e) {
            // A namespace that ends takes its ReplicaSets with it.
            return e.getMessage().contains("is being terminated") ? null : e;
        }
    }

    private void create(ObjectNode set) {
        try {
            ObjectNode pod = registry.create(PODS, Json.namespace(set), pod(set), Write.INTERNAL)
                    .object();
            expectations.expectCreation(Json.uid(set));
            recorder.normal(set, "SuccessfulCreate", "Created pod: " + Json.name(pod));
        } catch (StatusException e) {
            recorder.warning(set, "FailedCreate", "Error creating: " + e.getMessage());
            throw e;
        }
    }

    private static ObjectNode pod(ObjectNode set) {
        JsonNode template = set.path("spec").path("template");
        ObjectNode pod = Store.object();
        ObjectNode metadata = pod.putObject("metadata");
        metadata.put("generateName", Json.name(set) + "-");
        for (String field : List.of("labels", "annotations", "finalizers")) {
            if (template.path("metadata").has(field)) {
                metadata.set(field, template.path("metadata").path(field).deepCopy());
            }
        }
        metadata.putArray("ownerReferences").add(Owners.reference(set));
        pod.set("spec", template.path("spec").deepCopy());
        return pod;
    }

    private void delete(ObjectNode set, ObjectNode pod) {
        expectations.expectDeletion(Json.uid(set), Json.uid(pod));
        ObjectNode options = Store.object();
        options.putObject("preconditions").put("uid", Json.uid(pod));
        try {
            registry.delete(PODS, Json.namespace(pod), Json.name(pod), options, false);
            recorder.normal(set, "SuccessfulDelete", "Deleted pod: " + Json.name(pod));
        } catch (StatusException e) {
            expectations.deleted(Json.uid(set), Json.uid(pod));
            if (e.code() != 404) {
                throw e;
            }
        }
    }

    private void status(ObjectNode set, List<ObjectNode> active, Optional<StatusException> failure) {
        JsonNode labels = set.path("spec").path("template").path("metadata").path("labels");
        Duration stable =
                Duration.ofSeconds(set.path("spec").path("minReadySeconds").asInt());
        Instant now = Instant.now(store.clock());
        long full = active.stream().filter(pod -> Json.selects(labels, pod)).count();
        List<ObjectNode> ready = active.stream().filter(Json::ready).toList();
        long available = ready.stream()
                .filter(pod -> !readySince(pod).plus(stable).isAfter(now))
                .count();
        if (available < ready.size()) {
            queue.after(Cache.key(set), stable);
        }
        ObjectNode status = set.path("status").deepCopy();
        status.put("replicas", active.size());
        Conditions.number(status, "fullyLabeledReplicas", full);
        Conditions.number(status, "readyReplicas", ready.size());
        Conditions.number(status, "availableReplicas", available);
        status.put("observedGeneration", Json.generation(set));
        failure.ifPresentOrElse(why -> failed(set, status, why), () -> Conditions.remove(status, "ReplicaFailure"));
        if (!status.equals(set.path("status"))) {
            Statuses.write(store, "replicasets", set, status);
        }
    }

    /** The first failure stays: each later one names another pod, and to write that would cause the next try at once. */
    private void failed(ObjectNode set, ObjectNode status, StatusException why) {
        JsonNode told = store.get("replicasets", Json.namespace(set), Json.name(set))
                .map(now -> now.path("status").path("conditions"))
                .orElse(status.path("missing"));
        if (told.isEmpty()) {
            Conditions.set(status, "ReplicaFailure", "True", "FailedCreate", why.getMessage(), store.now());
        } else {
            status.set("conditions", told.deepCopy());
        }
    }

    private static Instant readySince(ObjectNode pod) {
        String since = Json.condition(pod, "Ready").path("lastTransitionTime").asText("");
        return since.isEmpty() ? Instant.EPOCH : Instant.parse(since);
    }
}
