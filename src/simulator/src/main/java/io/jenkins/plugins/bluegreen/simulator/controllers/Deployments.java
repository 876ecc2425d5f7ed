package io.jenkins.plugins.bluegreen.simulator.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.registry.Recorder;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Write;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Rolls a Deployment's template out over ReplicaSets: {@code pkg/controller/deployment}. */
final class Deployments {
    private static final String PREFIX = "deployment.kubernetes.io/";
    private static final String REVISION = PREFIX + "revision";
    private static final String DESIRED = PREFIX + "desired-replicas";
    private static final String MAX = PREFIX + "max-replicas";

    private final Registry registry;
    private final Store store;
    private final Cache deployments;
    private final Cache sets;
    private final Owners owners;
    private final Recorder recorder;
    private final DeploymentStatus statuses;
    private final WorkQueue queue;

    Deployments(Registry registry, Cache deployments, Cache sets, Recorder recorder, Queues queues) {
        this.registry = registry;
        this.store = registry.store();
        this.deployments = deployments;
        this.sets = sets;
        this.recorder = recorder;
        this.owners = new Owners(store, "deployments", "replicasets");
        this.queue = queues.make(Controller.DEPLOYMENT, this::sync);
        this.statuses = new DeploymentStatus(store, queue);
        deployments.keys(queue::add);
        sets.listen((before, now) -> touch(now.or(() -> before).orElseThrow()));
    }

    private void touch(ObjectNode set) {
        for (JsonNode owner : set.path("metadata").path("ownerReferences")) {
            if (owner.path("kind").asText().equals("Deployment")) {
                queue.add(Json.namespace(set) + "/" + owner.path("name").asText());
                return;
            }
        }
        deployments.in(Json.namespace(set)).stream()
                .filter(each -> Json.matches(each.path("spec").path("selector"), Json.labels(set)))
                .forEach(each -> queue.add(Cache.key(each)));
    }

    private boolean sync(String key, Runnable done) {
        deployments.get(key).filter(each -> !Json.terminating(each)).ifPresent(this::sync);
        return false;
    }

    private void sync(ObjectNode deployment) {
        List<ObjectNode> candidates = new ArrayList<>(sets.indexed(Pods.ownedBy(Json.uid(deployment))));
        candidates.addAll(sets.indexed(Pods.orphans(Json.namespace(deployment))));
        Rollout rollout = Rollout.of(deployment, owners.claim(deployment, candidates));
        if (deployment.path("spec").path("paused").asBoolean() || scaling(rollout)) {
            scale(rollout);
        } else if (!advance(rollout) && rollout.complete()) {
            prune(rollout);
        }
        statuses.write(rollout);
    }

    /** Whether the wish for a number has changed since the ReplicaSets were sized. */
    private static boolean scaling(Rollout rollout) {
        return rollout.all().stream()
                .filter(set -> Rollout.spec(set) > 0)
                .anyMatch(set -> !Json.annotation(set, DESIRED).isEmpty()
                        && !Json.annotation(set, DESIRED).equals(Integer.toString(rollout.wanted())));
    }

    private void scale(Rollout rollout) {
        List<ObjectNode> active =
                rollout.all().stream().filter(set -> Rollout.spec(set) > 0).toList();
        List<ObjectNode> sized = active.isEmpty() ? rollout.current().stream().toList() : active;
        if (sized.isEmpty()) {
            return;
        }
        // The newest takes what the others leave; the real one shares it out in proportion, to the same sum.
        int rest = rollout.wanted() + (sized.size() > 1 ? rollout.maxSurge() : 0);
        for (ObjectNode set : sized.subList(0, sized.size() - 1)) {
            int part = Math.min(rest, Rollout.spec(set));
            resize(rollout, set, part);
            rest -= part;
        }
        resize(rollout, sized.get(sized.size() - 1), rest);
    }

    /** One step; whether there was one to take. */
    private boolean advance(Rollout rollout) {
        boolean oldRuns =
                rollout.old().stream().anyMatch(set -> Rollout.spec(set) > 0 || Rollout.status(set, "replicas") > 0);
        if (!rollout.rolling() && oldRuns) {
            boolean any = false;
            for (ObjectNode set : rollout.old()) {
                any |= resize(rollout, set, 0);
            }
            return any;
        }
        if (rollout.current().isEmpty()) {
            create(rollout);
            return true;
        }
        ObjectNode current = rollout.current().get();
        revise(rollout, current);
        int target = Rollout.spec(current) > rollout.wanted() ? rollout.wanted() : rollout.roomForCurrent();
        return resize(rollout, current, target) || shrink(rollout, current);
    }

    private boolean shrink(Rollout rollout, ObjectNode current) {
        int least = rollout.wanted() - rollout.maxUnavailable();
        int missing = Rollout.spec(current) - Rollout.status(current, "availableReplicas");
        int room = rollout.pods() - least - missing;
        boolean any = false;
        for (ObjectNode set : rollout.old()) {
            int ill = Math.min(room, Rollout.spec(set) - Rollout.status(set, "availableReplicas"));
            if (ill > 0) {
                any |= resize(rollout, set, Rollout.spec(set) - ill);
                room -= ill;
            }
        }
        if (any) {
            return true;
        }
        int surplus = rollout.sum("availableReplicas") - least;
        for (ObjectNode set : rollout.old()) {
            int part = Math.min(Math.min(surplus, room), Rollout.spec(set));
            if (part > 0) {
                any |= resize(rollout, set, Rollout.spec(set) - part);
                surplus -= part;
                room -= part;
            }
        }
        return any;
    }

    private void create(Rollout rollout) {
        ObjectNode deployment = rollout.deployment();
        String hash = hash(deployment.path("spec").path("template"));
        ObjectNode set = Store.object();
        ObjectNode metadata = set.putObject("metadata").put("name", Json.name(deployment) + "-" + hash);
        metadata.set("labels", template(deployment, hash).path("metadata").path("labels"));
        metadata.putArray("ownerReferences").add(Owners.reference(deployment));
        ObjectNode spec = set.putObject("spec").put("replicas", rollout.roomForCurrent());
        spec.set(
                "minReadySeconds",
                deployment.path("spec").path("minReadySeconds").deepCopy());
        if (spec.path("minReadySeconds").isMissingNode()) {
            spec.remove("minReadySeconds");
        }
        spec.set("selector", deployment.path("spec").path("selector").deepCopy());
        spec.withObjectProperty("selector").withObjectProperty("matchLabels").put(Rollout.HASH, hash);
        spec.set("template", template(deployment, hash));
        annotate(rollout, set, revision(rollout));
        try {
            registry.create(Kinds.of("replicasets"), Json.namespace(deployment), set, Write.INTERNAL);
            told(deployment, Json.name(set), 0, rollout.roomForCurrent());
        } catch (StatusException e) {
            // There already: this cache will show it.
            if (!e.reason().equals("AlreadyExists")) {
                throw e;
            }
        }
    }

    private static ObjectNode template(ObjectNode deployment, String hash) {
        ObjectNode template = deployment.path("spec").path("template").deepCopy();
        template.withObjectProperty("metadata").withObjectProperty("labels").put(Rollout.HASH, hash);
        return template;
    }

    private static String hash(JsonNode template) {
        CRC32 sum = new CRC32();
        sum.update(Json.text(template).getBytes(StandardCharsets.UTF_8));
        StringBuilder letters = new StringBuilder();
        for (char digit : Long.toString(sum.getValue()).toCharArray()) {
            letters.append("bcdfghjklmnpqrstvwxz2456789".charAt(digit % 27));
        }
        return letters.toString();
    }

    private static long revision(Rollout rollout) {
        return rollout.old().stream()
                        .mapToLong(set -> number(Json.annotation(set, REVISION)))
                        .max()
                        .orElse(0)
                + 1;
    }

    private static long number(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0;
    }

    private static void annotate(Rollout rollout, ObjectNode set, long revision) {
        set.withObjectProperty("metadata")
                .withObjectProperty("annotations")
                .put(REVISION, Long.toString(revision))
                .put(DESIRED, Integer.toString(rollout.wanted()))
                .put(MAX, Integer.toString(rollout.wanted() + rollout.maxSurge()));
    }

    private void revise(Rollout rollout, ObjectNode current) {
        long newest = Math.max(revision(rollout), number(Json.annotation(current, REVISION)));
        String text = Long.toString(newest);
        if (!Json.annotation(current, REVISION).equals(text)) {
            update("replicasets", current, set -> annotate(rollout, set, newest));
        }
        if (!Json.annotation(rollout.deployment(), REVISION).equals(text)) {
            update("deployments", rollout.deployment(), deployment -> deployment
                    .withObjectProperty("metadata")
                    .withObjectProperty("annotations")
                    .put(REVISION, text));
        }
    }

    private boolean resize(Rollout rollout, ObjectNode set, int replicas) {
        int before = Rollout.spec(set);
        boolean noted = Json.annotation(set, DESIRED).equals(Integer.toString(rollout.wanted()));
        if (before == replicas && noted) {
            return false;
        }
        long revision = Math.max(1, number(Json.annotation(set, REVISION)));
        update("replicasets", set, now -> {
            now.withObjectProperty("spec").put("replicas", replicas);
            annotate(rollout, now, revision);
        });
        if (before != replicas) {
            told(rollout.deployment(), Json.name(set), before, replicas);
        }
        return before != replicas;
    }

    private void told(ObjectNode deployment, String set, int from, int to) {
        recorder.normal(
                deployment,
                "ScalingReplicaSet",
                "Scaled %s replica set %s from %d to %d".formatted(from > to ? "down" : "up", set, from, to));
    }

    private void update(String resource, ObjectNode object, Consumer<ObjectNode> change) {
        synchronized (store) {
            ObjectNode now = registry.get(Kinds.of(resource), Json.namespace(object), Json.name(object), "");
            if (Json.version(now) != Json.version(object)) {
                throw Failures.stale(Kinds.of(resource), Json.name(object));
            }
            store.update(resource, Json.namespace(object), Json.name(object), copy -> {
                change.accept(copy);
                return copy;
            });
        }
    }

    private void prune(Rollout rollout) {
        int limit =
                rollout.deployment().path("spec").path("revisionHistoryLimit").asInt(10);
        List<ObjectNode> idle = rollout.old().stream()
                .filter(set -> Rollout.spec(set) == 0 && Rollout.status(set, "replicas") == 0 && !Json.terminating(set))
                .toList();
        idle.subList(0, Math.max(0, idle.size() - limit))
                .forEach(set -> registry.delete(
                        Kinds.of("replicasets"), Json.namespace(set), Json.name(set), Store.object(), false));
    }
}
