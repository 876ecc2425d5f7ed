package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.report.Report;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures a run from what its own watches show. Not thread-safe: used on the run's thread. */
final class Meter {
    private final long startedNanos;
    private final List<Report.Phase> phases = new ArrayList<>();
    private String phase = "preflight";
    private long phaseNanos;
    private long mixedNanos;
    private long lastLook = -1;
    private boolean mixed;
    private boolean cutover;
    private int fewest = -1;

    Meter(long nanos) {
        startedNanos = nanos;
        phaseNanos = nanos;
    }

    void phase(String name, long nanos) {
        if (!name.equals(phase)) {
            phases.add(new Report.Phase(phase, (nanos - phaseNanos) / 1_000_000));
            phase = name;
            phaseNanos = nanos;
        }
    }

    void cutoverBegins() {
        cutover = true;
    }

    void look(Cluster.View view, List<String> services, long nanos) {
        if (mixed && lastLook >= 0) {
            mixedNanos += nanos - lastLook;
        }
        lastLook = nanos;
        mixed = false;
        Map<String, String> owners = new HashMap<>();
        for (Release release : view.releases()) {
            for (Pod pod : release.pods()) {
                owners.put(pod.uid(), release.uid());
            }
        }
        for (String name : services) {
            ServiceState service = view.services().get(name);
            if (service == null) {
                continue;
            }
            Set<String> ready = service.readyPods();
            Set<String> serving = new HashSet<>();
            ready.forEach(pod -> serving.add(owners.getOrDefault(pod, "")));
            mixed |= serving.size() > 1;
            if (cutover) {
                fewest = fewest < 0 ? ready.size() : Math.min(fewest, ready.size());
            }
        }
    }

    List<Report.Phase> phases(long nanos) {
        phase("", nanos);
        return phases;
    }

    long mixedMillis() {
        return mixedNanos / 1_000_000;
    }

    int fewest() {
        return fewest;
    }

    long millis(long nanos) {
        return (nanos - startedNanos) / 1_000_000;
    }
}
