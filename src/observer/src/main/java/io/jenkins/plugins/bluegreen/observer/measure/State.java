package io.jenkins.plugins.bluegreen.observer.measure;

import io.jenkins.plugins.bluegreen.observer.history.Fact;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the cluster is like after so many facts. */
final class State {
    private static final Comparator<Release> BY_NAME =
            Comparator.comparing(Release::name).thenComparing(Release::uid);

    private final Releases releases;
    private final Map<String, Fact.Slice> slices = new HashMap<>();
    private final Map<String, Fact.Pod> pods = new HashMap<>();
    private final Map<Release, Map<String, Fact.ReplicaSet>> sets = new HashMap<>();
    private final Map<Release, Integer> readyPods = new HashMap<>();
    private Map<Release, Set<String>> endpoints = Map.of();
    private Map<String, String> selector = Map.of();

    State(Releases releases) {
        this.releases = releases;
    }

    void apply(Fact fact) {
        if (fact instanceof Fact.Service service) {
            selector = service.selector();
        } else if (fact instanceof Fact.Slice slice) {
            slices.put(slice.name(), slice);
            endpoints = readyEndpoints();
        } else if (fact instanceof Fact.Pod pod) {
            count(pods.put(pod.uid(), pod), -1);
            count(pod, 1);
        } else if (fact instanceof Fact.ReplicaSet set) {
            sets.computeIfAbsent(releases.ofSet(set.uid()), ignored -> new HashMap<>())
                    .put(set.uid(), set);
        } else if (fact instanceof Fact.Gone gone) {
            remove(gone.gone());
        }
    }

    private void remove(Fact.Subject gone) {
        switch (gone.kind()) {
            case SERVICE -> selector = Map.of();
            case SLICE -> {
                slices.remove(gone.key());
                endpoints = readyEndpoints();
            }
            case POD -> count(pods.remove(gone.key()), -1);
            case REPLICA_SET ->
                sets.getOrDefault(releases.ofSet(gone.key()), new HashMap<>()).remove(gone.key());
        }
    }

    private void count(Fact.Pod pod, int by) {
        if (pod != null && pod.live() && pod.ready()) {
            readyPods.merge(releases.ofPod(pod.uid()), by, Integer::sum);
        }
    }

    /** The union over all slices: a pod with an address in two families is one. */
    private Map<Release, Set<String>> readyEndpoints() {
        Map<Release, Set<String>> ready = new TreeMap<>(BY_NAME);
        for (Fact.Slice slice : slices.values()) {
            for (Fact.Endpoint endpoint : slice.endpoints()) {
                if (endpoint.ready()) {
                    ready.computeIfAbsent(releases.ofPod(endpoint.pod()), ignored -> new HashSet<>())
                            .add(endpoint.identity());
                }
            }
        }
        return ready;
    }

    /** Whose the endpoints are may be known better now. */
    void resolveAgain() {
        endpoints = readyEndpoints();
    }

    Map<String, String> selector() {
        return selector;
    }

    /** Ready endpoints by release; a release without any is not in it. */
    Map<Release, Set<String>> endpoints() {
        return endpoints;
    }

    int ready() {
        return endpoints.values().stream().mapToInt(Set::size).sum();
    }

    Collection<Fact.Pod> pods() {
        return pods.values();
    }

    private Collection<Fact.ReplicaSet> setsOf(Release release) {
        return sets.getOrDefault(release, Map.of()).values();
    }

    /** How many pods a release is asked to have. */
    int desired(Release release) {
        Collection<Fact.ReplicaSet> own = setsOf(release);
        return own.isEmpty()
                ? releases.mostPods(release)
                : own.stream().mapToInt(Fact.ReplicaSet::desired).sum();
    }

    /** How many live pods of a release are ready. */
    int ready(Release release) {
        return readyPods.getOrDefault(release, 0);
    }

    /** Whether every pod that a release is asked to have is available. */
    boolean available(Release release) {
        int desired = desired(release);
        Collection<Fact.ReplicaSet> own = setsOf(release);
        boolean byPods = own.stream().allMatch(set -> set.minReadySeconds() == 0)
                && readyPods.getOrDefault(release, 0) >= desired;
        // The status is made from the same pods, so it may be the first that is seen.
        boolean byStatus = !own.isEmpty()
                && own.stream().allMatch(Fact.ReplicaSet::current)
                && own.stream().mapToInt(Fact.ReplicaSet::available).sum() >= desired;
        return desired > 0 && (byPods || byStatus);
    }
}
