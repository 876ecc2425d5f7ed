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

/**
 * Tells those who wait of the changes that matter to them. A namespace with a thousand runs changes all the time, and
 * none of them could do anything if each were woken by every change.
 */
final class Changes {
    private static final Seen NOTHING = new Seen(Set.of(), Set.of());

    private final Map<Interest, Party> parties = new ConcurrentHashMap<>();

    private record Waiting(Runnable listener, Runnable soon) {
        void tell(boolean later) {
            (later ? soon : listener).run();
        }
    }

    /** All who wait with the same interest. */
    private static final class Party {
        private final Interest interest;
        private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
        private volatile Seen seen = NOTHING;

        private Party(Interest interest) {
            this.interest = interest;
        }

        boolean looksAtService(String name) {
            return interest.services().contains(name) || seen.services().contains(name);
        }

        boolean looksAtRelease(String uid) {
            return seen.releases().contains(uid);
        }

        boolean looksAt(Release release) {
            String workload = interest.workload();
            return workload.isEmpty()
                    || release.name().startsWith(workload)
                    || workload.equals(release.labels().get(Keys.WORKLOAD))
                    || looksAtRelease(release.uid());
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
        Waiting waiting = new Waiting(listener, soon);
        parties.compute(interest, (key, some) -> {
            Party party = some == null ? new Party(key) : some;
            party.waiting.add(waiting);
            return party;
        });
        return () -> parties.computeIfPresent(interest, (key, party) -> {
            party.waiting.remove(waiting);
            return party.waiting.isEmpty() ? null : party;
        });
    }

    /**
     * Remembers what belongs to an interest. Must be called before the state of these objects is read: what changes
     * after that is told, what changed before is read.
     */
    void looksAt(Interest interest, Seen what) {
        Party party = parties.get(interest);
        if (party != null) {
            party.seen = what;
        }
    }

    void service(ServiceState before, ServiceState after) {
        ServiceState service = after == null ? before : after;
        tell(
                false,
                party -> service == null
                        || service.annotations().containsKey(Keys.CUTOVER)
                        || party.interest.workload().isEmpty()
                        || party.looksAtService(service.name()));
    }

    void slice(Mapping.SliceOf before, Mapping.SliceOf after) {
        Mapping.SliceOf slice = after == null ? before : after;
        tell(true, party -> slice == null || party.looksAtService(slice.service()));
    }

    /** A pod's controller is a release, or a ReplicaSet whose changes are told as those of its Deployment. */
    void pod(Mapping.Owned<Pod> before, Mapping.Owned<Pod> after) {
        Mapping.Owned<Pod> pod = after == null ? before : after;
        tell(
                true,
                party ->
                        pod == null || pod.owner().filter(party::looksAtRelease).isPresent());
    }

    void replicaSet(Mapping.Owned<Release> before, Mapping.Owned<Release> after) {
        Mapping.Owned<Release> set = after == null ? before : after;
        tell(
                before != null && after != null && gettingReady(before.value(), after.value()),
                party -> set == null
                        || set.owner().map(party::looksAtRelease).orElseGet(() -> party.looksAt(set.value())));
    }

    void deployment(Release before, Release after) {
        Release deployment = after == null ? before : after;
        tell(
                before != null && after != null && gettingReady(before, after),
                party -> deployment == null || party.looksAt(deployment));
    }

    private void tell(boolean later, Predicate<Party> matters) {
        parties.values().stream()
                .filter(matters)
                .flatMap(party -> party.waiting.stream())
                .forEach(waiting -> waiting.tell(later));
    }

    /** Not there yet, and nothing else has changed but that it has come nearer. */
    private static boolean gettingReady(Release before, Release after) {
        return after.generation() == before.generation()
                && after.observed() == before.observed()
                && after.status().conditions().equals(before.status().conditions())
                && after.status().available() < after.desired()
                && after.status().available() >= before.status().available();
    }
}
