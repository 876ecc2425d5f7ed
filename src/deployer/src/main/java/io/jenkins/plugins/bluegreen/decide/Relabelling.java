package io.jenkins.plugins.bluegreen.decide;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attach and detach: gives a release labels, or takes them, so that no pod is missed and the controllers are known to
 * have seen all of it.
 *
 * <p>The template comes first, because its controller may make a pod from the old one while it is being changed; then
 * its generation is observed, then the pods are listed afresh, then all of them are changed. A ReplicaSet's {@code
 * fullyLabeledReplicas} counts the pods that have every label of the template, and is computed from the same cache of
 * pods that the endpoints are computed from: once it equals the number of active pods, that cache has seen the change.
 */
final class Relabelling {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Situation situation;
    private final Map<String, Optional<String>> labels;

    private Relabelling(Situation situation, Map<String, Optional<String>> labels) {
        this.situation = situation;
        this.labels = labels;
    }

    /** Gives the traffic labels. */
    static Relabelling attach(Situation situation, Map<String, String> traffic) {
        Map<String, Optional<String>> labels = new LinkedHashMap<>();
        traffic.forEach((key, value) -> labels.put(key, Optional.of(value)));
        labels.put(Keys.TRAFFIC, Optional.of(Keys.ON));
        return new Relabelling(situation, labels);
    }

    /** Takes the traffic labels. */
    static Relabelling detach(Situation situation, Map<String, String> traffic) {
        Map<String, Optional<String>> labels = new LinkedHashMap<>();
        traffic.keySet().forEach(key -> labels.put(key, Optional.empty()));
        labels.put(Keys.TRAFFIC, Optional.of(Keys.OFF));
        return new Relabelling(situation, labels);
    }

    /** Gives a release that others made an own label. */
    static Relabelling adopt(Situation situation, String own) {
        return new Relabelling(situation, Map.of(Keys.RELEASE, Optional.of(own)));
    }

    /** Whether template and active pods have the labels, and the controllers have seen that. */
    boolean proven(Release release) {
        return right(release.templateLabels())
                && release.observed()
                && listed(release)
                && release.activePods().allMatch(pod -> right(pod.labels()))
                && counted(release);
    }

    /** Whether template and active pods have the labels, whoever has seen it. */
    boolean looksDone(Release release) {
        return right(release.templateLabels()) && release.activePods().allMatch(pod -> right(pod.labels()));
    }

    /**
     * The next thing to do for it.
     *
     * @param release as it is now
     * @param annotations of the release to set or remove together with the template's labels
     * @return nothing once it is proven
     */
    Optional<Next> next(Release release, Map<String, Optional<String>> annotations) {
        if (!right(release.templateLabels())) {
            return act(new Action.Relabel(release, labels, annotations));
        }
        if (!release.observed()) {
            return wait(Wait.TEMPLATE, release);
        }
        if (!listed(release)) {
            return act(new Action.ListPods(release));
        }
        List<Pod> wrong =
                release.activePods().filter(pod -> !right(pod.labels())).toList();
        if (!wrong.isEmpty()) {
            return act(new Action.RelabelPods(wrong, labels));
        }
        return counted(release) ? Optional.empty() : wait(Wait.LABELS, release);
    }

    private boolean right(Map<String, String> present) {
        return labels.entrySet().stream().allMatch(label -> Optional.ofNullable(present.get(label.getKey()))
                .equals(label.getValue()));
    }

    private boolean listed(Release release) {
        return situation.facts.listed().getOrDefault(release.uid(), -1L) >= release.generation();
    }

    private static boolean counted(Release release) {
        long active = release.activePods().count();
        return release.status().fullyLabeled() == release.status().replicas()
                && release.status().replicas() == active;
    }

    private Optional<Next> wait(Wait what, Release release) {
        return Optional.of(situation.awaitProof(
                what,
                release.uid() + "@" + release.generation(),
                PATIENCE,
                release.name(),
                "The controllers did not see the labels of %s within %d s; look at kube-controller-manager"
                        .formatted(release.name(), PATIENCE.toSeconds())));
    }

    private static Optional<Next> act(Action action) {
        return Optional.of(new Next.Act(List.of(action)));
    }
}
