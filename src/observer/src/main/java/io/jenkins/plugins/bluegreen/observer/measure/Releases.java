package io.jenkins.plugins.bluegreen.observer.measure;

import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.Owner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whose a pod is: read from the whole recording first, because a pod may be gone when a slice still names it, and a
 * slice may be seen before the pod that it names.
 */
final class Releases {
    private final Map<String, Release> ofPod = new HashMap<>();
    private final Map<String, Release> ofSet = new HashMap<>();
    private final Map<String, Release> byUid = new HashMap<>();
    private final Map<Release, Integer> mostPods = new HashMap<>();

    Releases(List<Timeline.Entry> entries) {
        Map<String, Owner> owners = new HashMap<>();
        Map<String, Fact.ReplicaSet> sets = new HashMap<>();
        Set<String> unowned = new HashSet<>();
        for (Timeline.Entry entry : entries) {
            if (entry.fact() instanceof Fact.ReplicaSet set) {
                sets.put(set.uid(), set);
            } else if (entry.fact() instanceof Fact.Pod pod) {
                pod.owner().ifPresentOrElse(owner -> owners.put(pod.uid(), owner), () -> unowned.add(pod.uid()));
            }
        }
        sets.values()
                .forEach(set ->
                        ofSet.put(set.uid(), of(set.owner().orElse(new Owner("ReplicaSet", set.name(), set.uid())))));
        unowned.forEach(uid -> ofPod.put(uid, Release.UNOWNED));
        // One that was orphaned belongs to who made it.
        owners.forEach((uid, owner) ->
                ofPod.put(uid, Optional.ofNullable(ofSet.get(owner.uid())).orElseGet(() -> of(owner))));
        countPods(entries);
    }

    private Release of(Owner owner) {
        return byUid.computeIfAbsent(owner.uid(), uid -> new Release(owner.kind(), owner.name(), uid));
    }

    private void countPods(List<Timeline.Entry> entries) {
        Map<Release, Set<String>> live = new HashMap<>();
        for (Timeline.Entry entry : entries) {
            if (entry.fact() instanceof Fact.Pod pod) {
                Release release = ofPod(pod.uid());
                Set<String> pods = live.computeIfAbsent(release, ignored -> new HashSet<>());
                if (pod.live()) {
                    pods.add(pod.uid());
                } else {
                    pods.remove(pod.uid());
                }
                mostPods.merge(release, pods.size(), Math::max);
            } else if (entry.fact() instanceof Fact.Gone gone) {
                live.values().forEach(pods -> pods.remove(gone.gone().key()));
            }
        }
    }

    /** Of a pod by its UID. */
    Release ofPod(String uid) {
        return ofPod.getOrDefault(uid, Release.UNKNOWN);
    }

    /** Of a ReplicaSet by its UID. */
    Release ofSet(String uid) {
        return ofSet.getOrDefault(uid, Release.UNKNOWN);
    }

    /** The most live pods that it ever had: what it wanted, where its kind is not watched. */
    int mostPods(Release release) {
        return mostPods.getOrDefault(release, 0);
    }
}
