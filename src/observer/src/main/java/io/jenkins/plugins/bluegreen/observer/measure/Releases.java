package io.jenkins.plugins.bluegreen.observer.measure;

import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.Owner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whose a pod is. A measurement has it read the whole recording first, because a pod may be gone when a slice still
 * names it, and a slice may be seen before the pod that it names.
 */
final class Releases {
    private final Map<String, Owner> owners = new HashMap<>();
    private final Map<String, Release> ofSet = new HashMap<>();
    private final Set<String> pods = new HashSet<>();
    private final Map<Release, Integer> mostPods = new HashMap<>();

    /** Knows all of a recording. */
    static Releases of(List<Timeline.Entry> entries) {
        Releases releases = new Releases();
        entries.forEach(entry -> releases.learn(entry.fact()));
        releases.countPods(entries);
        return releases;
    }

    /** Takes in one fact more. One that was orphaned still belongs to who made it. */
    void learn(Fact fact) {
        if (fact instanceof Fact.ReplicaSet set) {
            Owner itself = new Owner("ReplicaSet", set.name(), set.uid());
            // A Rollout of Argo, unlike a Deployment here, owns the ReplicaSets of several versions that serve by
            // turns.
            ofSet.put(
                    set.uid(),
                    release(set.owner()
                            .filter(owner -> owner.kind().equals("Deployment"))
                            .orElse(itself)));
        } else if (fact instanceof Fact.Pod pod) {
            pods.add(pod.uid());
            pod.owner().ifPresent(owner -> owners.put(pod.uid(), owner));
        }
    }

    private static Release release(Owner owner) {
        return new Release(owner.kind(), owner.name(), owner.uid());
    }

    private void countPods(List<Timeline.Entry> entries) {
        Map<Release, Set<String>> live = new HashMap<>();
        for (Timeline.Entry entry : entries) {
            if (entry.fact() instanceof Fact.Pod pod) {
                Release release = ofPod(pod.uid());
                Set<String> own = live.computeIfAbsent(release, ignored -> new HashSet<>());
                if (pod.live()) {
                    own.add(pod.uid());
                } else {
                    own.remove(pod.uid());
                }
                mostPods.merge(release, own.size(), Math::max);
            } else if (entry.fact() instanceof Fact.Gone gone) {
                live.getOrDefault(ofPod(gone.gone().key()), new HashSet<>())
                        .remove(gone.gone().key());
            }
        }
    }

    /** Of a pod by its UID. */
    Release ofPod(String uid) {
        Owner owner = owners.get(uid);
        if (owner == null) {
            return pods.contains(uid) ? Release.UNOWNED : Release.UNKNOWN;
        }
        Release bySet = ofSet.get(owner.uid());
        return bySet == null ? release(owner) : bySet;
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
