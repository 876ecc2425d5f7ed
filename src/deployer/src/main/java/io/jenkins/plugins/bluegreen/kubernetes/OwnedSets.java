package io.jenkins.plugins.bluegreen.kubernetes;

import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Release.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The status of a Deployment, read from the ReplicaSets that it controls: its controller makes the same sums
 * ({@code calculateStatus} in {@code pkg/controller/deployment/sync.go} of Kubernetes), one write later.
 */
final class OwnedSets {
    private static final String HASH = "pod-template-hash";

    private OwnedSets() {}

    /**
     * What a Deployment's controller will say of it.
     *
     * @param deployment the Deployment
     * @param sets all that it controls
     * @return sums over the sets, with its own generation and conditions; its own status as long as one of the sets has
     *     not been seen in its present form by its controller
     */
    static Status status(Release deployment, List<Release> sets) {
        if (sets.isEmpty() || !sets.stream().allMatch(Release::observed)) {
            return deployment.status();
        }
        int replicas = sum(sets, Status::replicas);
        List<Release> newest = sets.stream()
                .filter(set -> withoutHash(set.template()).equals(deployment.template()))
                .toList();
        return new Status(
                deployment.status().observedGeneration(),
                replicas,
                replicas,
                sum(newest, Status::replicas),
                sum(sets, Status::ready),
                sum(sets, Status::available),
                deployment.status().conditions());
    }

    private static int sum(List<Release> sets, ToIntFunction<Status> number) {
        return sets.stream().map(Release::status).mapToInt(number).sum();
    }

    private static Map<String, Object> withoutHash(Map<String, Object> template) {
        if (!(template.get("metadata") instanceof Map<?, ?> metadata)
                || !(metadata.get("labels") instanceof Map<?, ?> labels)) {
            return template;
        }
        Map<Object, Object> fewer = new HashMap<>(labels);
        fewer.remove(HASH);
        Map<Object, Object> changed = new HashMap<>(metadata);
        changed.put("labels", fewer);
        Map<String, Object> plain = new HashMap<>(template);
        plain.put("metadata", changed);
        return plain;
    }
}
