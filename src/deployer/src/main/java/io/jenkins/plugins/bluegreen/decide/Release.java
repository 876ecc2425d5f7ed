package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A ReplicaSet or Deployment as the cluster shows it, with the pods that it controls.
 *
 * @param id which one
 * @param resourceVersion of the object, for guarded writes
 * @param generation of its spec
 * @param created when it was created
 * @param labels its labels
 * @param annotations its annotations
 * @param selector its own selector's match labels
 * @param selectorKeys every key that its selector uses, match expressions included
 * @param template its pod template, as plain maps
 * @param desired {@code spec.replicas}
 * @param paused whether a Deployment is paused
 * @param deleting whether it has a deletion timestamp
 * @param status what its controller says
 * @param pods the pods whose controlling owner has its UID (for a Deployment: whose ReplicaSet it owns)
 */
public record Release(
        ReleaseId id,
        String resourceVersion,
        long generation,
        Instant created,
        Map<String, String> labels,
        Map<String, String> annotations,
        Map<String, String> selector,
        List<String> selectorKeys,
        Map<String, Object> template,
        int desired,
        boolean paused,
        boolean deleting,
        Status status,
        List<Pod> pods) {
    /** The older first. The API server's times are whole seconds, so names decide between those of one second. */
    static final Comparator<Release> BY_AGE =
            Comparator.comparing(Release::created).thenComparing(Release::name);

    public Release {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        selector = Map.copyOf(selector);
        selectorKeys = List.copyOf(selectorKeys);
        template = Map.copyOf(template);
        pods = List.copyOf(pods);
    }

    /**
     * Status of a workload.
     *
     * @param observedGeneration the generation that the rest speaks of
     * @param replicas active pods
     * @param fullyLabeled pods that have every label of the template (ReplicaSets; else the same as {@code replicas})
     * @param updated pods of the newest template (Deployments; else the same as {@code replicas})
     * @param ready ready pods
     * @param available pods ready for {@code minReadySeconds}
     * @param conditions its conditions
     */
    public record Status(
            long observedGeneration,
            int replicas,
            int fullyLabeled,
            int updated,
            int ready,
            int available,
            List<Condition> conditions) {
        public Status {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * A condition of a workload.
     *
     * @param type such as {@code ReplicaFailure}
     * @param status {@code True}, {@code False} or {@code Unknown}
     * @param reason one word
     * @param message a sentence
     */
    public record Condition(String type, String status, String reason, String message) {}

    /** The same one with another status and other pods. */
    public Release with(Status newStatus, List<Pod> newPods) {
        return new Release(
                id,
                resourceVersion,
                generation,
                created,
                labels,
                annotations,
                selector,
                selectorKeys,
                template,
                desired,
                paused,
                deleting,
                newStatus,
                newPods);
    }

    /** Its name. */
    public String name() {
        return id.name();
    }

    /** Its UID. */
    public String uid() {
        return id.uid();
    }

    /** Whether its controller has seen its present spec. */
    public boolean observed() {
        return status.observedGeneration() >= generation;
    }

    /** Labels of its template. */
    @SuppressWarnings("unchecked")
    public Map<String, String> templateLabels() {
        return template.get("metadata") instanceof Map<?, ?> metadata
                        && metadata.get("labels") instanceof Map<?, ?> found
                ? (Map<String, String>) found
                : Map.of();
    }

    /** Pods that its controller counts. */
    public Stream<Pod> activePods() {
        return pods.stream().filter(Pod::active);
    }

    /** The annotation {@code key}, if it is there. */
    public Optional<String> annotation(String key) {
        return Optional.ofNullable(annotations.get(key));
    }

    /** The base name of its workload: recorded, or read from its name. */
    public boolean ofWorkload(String base) {
        String recorded = labels.get(Keys.WORKLOAD);
        if (recorded != null) {
            return recorded.equals(base);
        }
        return number(base).isPresent();
    }

    /** The number in its name, if that is {@code base-vNNN}. */
    public OptionalInt number(String base) {
        String prefix = base + "-v";
        if (!name().startsWith(prefix)) {
            return OptionalInt.empty();
        }
        String digits = name().substring(prefix.length());
        return digits.matches("[0-9]{3}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    /** Whether it was promoted and not rolled back from. */
    public boolean good() {
        return annotations.containsKey(Keys.PROMOTED_AT) && !annotations.containsKey(Keys.ROLLED_BACK_AT);
    }

    /** Whether it is a ReplicaSet. */
    public boolean isReplicaSet() {
        return id.kind() == WorkloadKind.REPLICA_SET;
    }
}
