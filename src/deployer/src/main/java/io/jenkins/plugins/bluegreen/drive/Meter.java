package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.report.PhaseName;
import io.jenkins.plugins.bluegreen.report.Progress.ReleasePods;
import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures a run from what its own watches show. Not thread-safe: used on the run's thread. */
final class Meter {
    private final long startedNanos;
    private final Map<PhaseName, Long> phases = new EnumMap<>(PhaseName.class);
    private final List<PhaseName> order = new ArrayList<>();
    private final Tracks tracks = new Tracks();
    private PhaseName phase = PhaseName.PREFLIGHT;
    private long phaseNanos;
    private long mixedNanos;
    private long lastLook = -1;
    private boolean mixed;
    private long flippedNanos = -1;
    private long movedNanos = -1;
    private int fewest = -1;

    Meter(long nanos) {
        startedNanos = nanos;
        phaseNanos = nanos;
        order.add(phase);
    }

    PhaseName phase() {
        return phase;
    }

    void phase(PhaseName next, long nanos) {
        if (next != phase) {
            phases.merge(phase, nanos - phaseNanos, Long::sum);
            phase = next;
            phaseNanos = nanos;
            if (!order.contains(next)) {
                order.add(next);
            }
        }
    }

    void moment(String name, String subject, long nanos) {
        tracks.moment(millis(nanos), name, subject);
    }

    void cutoverBegins(long nanos) {
        if (flippedNanos < 0) {
            flippedNanos = nanos;
        }
    }

    /**
     * Counts what there is.
     *
     * @param view now
     * @param services whose endpoints count
     * @param target UID of the candidate; empty if there is none yet
     * @param replaced UIDs of the releases that are to lose the traffic
     * @param nanos the time
     * @return the releases that have pods or should have some, the oldest first
     */
    List<ReleasePods> look(Cluster.View view, List<String> services, String target, Set<String> replaced, long nanos) {
        if (mixed && lastLook >= 0) {
            mixedNanos += nanos - lastLook;
            tracks.mixed(millis(lastLook), millis(nanos));
        }
        lastLook = nanos;
        mixed = false;
        Map<String, Set<String>> serving = new HashMap<>();
        for (String name : services) {
            ServiceState service = view.services().get(name);
            if (service == null) {
                continue;
            }
            Set<String> ready = service.readyPods();
            int here = 0;
            // A slice may tell of a pod before our watch of pods does: until then nobody knows whose it is.
            for (Release release : view.releases()) {
                here += servesFrom(release, ready, serving) ? 1 : 0;
            }
            mixed |= here > 1;
            if (flippedNanos >= 0) {
                fewest = fewest < 0 ? ready.size() : Math.min(fewest, ready.size());
            }
        }
        if (flippedNanos >= 0 && movedNanos < 0 && serving.containsKey(target)) {
            movedNanos = replaced.stream().anyMatch(serving::containsKey) ? -1 : nanos;
        }
        return count(view, serving, target, nanos);
    }

    private static boolean servesFrom(Release release, Set<String> ready, Map<String, Set<String>> serving) {
        Set<String> pods = new HashSet<>();
        for (Pod pod : release.pods()) {
            if (ready.contains(pod.uid())) {
                pods.add(pod.uid());
            }
        }
        if (pods.isEmpty()) {
            return false;
        }
        serving.computeIfAbsent(release.uid(), ignored -> new HashSet<>()).addAll(pods);
        return true;
    }

    private List<ReleasePods> count(Cluster.View view, Map<String, Set<String>> serving, String target, long nanos) {
        List<Release> releases = new ArrayList<>(view.releases());
        releases.sort(Comparator.comparing(Release::created).thenComparing(Release::name));
        List<ReleasePods> rows = new ArrayList<>();
        for (Release release : releases) {
            int ready = 0;
            int creating = 0;
            int terminating = 0;
            for (Pod pod : release.pods()) {
                if (pod.terminating()) {
                    terminating++;
                } else if (pod.active()) {
                    ready += pod.ready() ? 1 : 0;
                    creating += pod.ready() ? 0 : 1;
                }
            }
            int endpoints = serving.getOrDefault(release.uid(), Set.of()).size();
            tracks.point(release.name(), millis(nanos), ready, endpoints);
            boolean candidate = release.uid().equals(target);
            if (candidate || release.desired() > 0 || !release.pods().isEmpty()) {
                rows.add(new ReleasePods(
                        release.name(),
                        release.annotation(Keys.VERSION).orElse(""),
                        candidate,
                        release.desired(),
                        creating,
                        ready,
                        terminating,
                        endpoints));
            }
        }
        return rows;
    }

    List<Report.Phase> phases(long nanos) {
        phases.merge(phase, nanos - phaseNanos, Long::sum);
        phaseNanos = nanos;
        return order.stream()
                .map(name -> new Report.Phase(name.word(), phases.getOrDefault(name, 0L) / 1_000_000))
                .toList();
    }

    Timeline timeline() {
        return tracks.timeline();
    }

    long mixedMillis() {
        return mixedNanos / 1_000_000;
    }

    int fewest() {
        return fewest;
    }

    long cutoverMillis() {
        return movedNanos < 0 ? -1 : (movedNanos - flippedNanos) / 1_000_000;
    }

    long millis(long nanos) {
        return (nanos - startedNanos) / 1_000_000;
    }
}
