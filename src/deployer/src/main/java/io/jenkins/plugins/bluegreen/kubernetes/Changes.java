package io.jenkins.plugins.bluegreen.kubernetes;

import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.drive.Interest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Tells those who wait of the changes that matter to them. A namespace with a thousand runs changes all the time, and
 * none of them could do anything if each were woken by every change.
 */
final class Changes {
    private final List<Waiting> all = new CopyOnWriteArrayList<>();
    private final Map<Interest, Seen> seen = new ConcurrentHashMap<>();

    private record Waiting(Interest interest, Runnable listener, Runnable soon) {
        void tell(boolean later) {
            (later ? soon : listener).run();
        }
    }

    /**
     * What belongs to an interest, as it was found when it was looked at last.
     *
     * @param services names of the Services that it looks at
     * @param releases UIDs of the releases that it looks at
     */
    record Seen(Set<String> services, Set<String> releases) {}

    Runnable subscribe(Interest interest, Runnable listener, Runnable soon) {
        Waiting waiting = new Waiting(interest, listener, soon);
        all.add(waiting);
        return () -> {
            all.remove(waiting);
            if (all.stream().noneMatch(other -> other.interest().equals(interest))) {
                seen.remove(interest);
            }
        };
    }

    /**
     * Remembers what belongs to an interest. Must be called before the state of these objects is read: what changes
     * after that is told, what changed before is read.
     */
    void looksAt(Interest interest, Seen what) {
        if (all.stream().anyMatch(waiting -> waiting.interest().equals(interest))) {
            seen.put(interest, what);
        }
    }

    void service(ServiceState before, ServiceState after) {
        ServiceState service = after == null ? before : after;
        matter(waiting -> service == null
                        || service.annotations().containsKey(Keys.CUTOVER)
                        || waiting.interest().services().contains(service.name())
                        || waiting.interest().workload().isEmpty()
                        || seen(waiting).services().contains(service.name()))
                .forEach(waiting -> waiting.tell(false));
    }

    void slice(Mapping.SliceOf before, Mapping.SliceOf after) {
        Mapping.SliceOf slice = after == null ? before : after;
        matter(waiting -> slice == null
                        || waiting.interest().services().contains(slice.service())
                        || seen(waiting).services().contains(slice.service()))
                .forEach(waiting -> waiting.tell(true));
    }

    /** A pod's controller is a release, or a ReplicaSet whose changes are told as those of its Deployment. */
    void pod(Mapping.Owned<Pod> before, Mapping.Owned<Pod> after) {
        Mapping.Owned<Pod> pod = after == null ? before : after;
        matter(waiting -> pod == null
                        || pod.owner()
                                .filter(owner -> seen(waiting).releases().contains(owner))
                                .isPresent())
                .forEach(waiting -> waiting.tell(true));
    }

    void replicaSet(Mapping.Owned<Release> before, Mapping.Owned<Release> after) {
        Mapping.Owned<Release> set = after == null ? before : after;
        boolean soon = before != null && after != null && gettingReady(before.value(), after.value());
        matter(waiting -> set == null
                        || set.owner()
                                .map(owner -> seen(waiting).releases().contains(owner))
                                .orElseGet(() -> matters(waiting, set.value())))
                .forEach(waiting -> waiting.tell(soon));
    }

    void deployment(Release before, Release after) {
        Release deployment = after == null ? before : after;
        boolean soon = before != null && after != null && gettingReady(before, after);
        matter(waiting -> deployment == null || matters(waiting, deployment)).forEach(waiting -> waiting.tell(soon));
    }

    /** Not there yet, and nothing else has changed but that it has come nearer. */
    private static boolean gettingReady(Release before, Release after) {
        return after.generation() == before.generation()
                && after.observed() == before.observed()
                && after.status().conditions().equals(before.status().conditions())
                && after.status().available() < after.desired()
                && after.status().available() >= before.status().available();
    }

    private boolean matters(Waiting waiting, Release release) {
        String workload = waiting.interest().workload();
        return workload.isEmpty()
                || release.name().startsWith(workload)
                || workload.equals(release.labels().get(Keys.WORKLOAD))
                || seen(waiting).releases().contains(release.uid());
    }

    private Seen seen(Waiting waiting) {
        return seen.getOrDefault(waiting.interest(), NOTHING);
    }

    private static final Seen NOTHING = new Seen(Set.of(), Set.of());

    private Stream<Waiting> matter(Predicate<Waiting> matters) {
        return all.stream().filter(matters);
    }
}
