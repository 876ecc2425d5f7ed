package io.jenkins.plugins.bluegreen.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which releases nobody needs any more. */
final class History {
    private History() {}

    /**
     * The releases beyond the limit, and those that runs which were cut off have left. Never one that carries traffic,
     * has just lost it, was the last good one, or waits for somebody's answer.
     *
     * @param s now
     * @param served the release that has the traffic
     */
    static List<Release> superfluous(Situation s, Release served) {
        Set<String> needed = new HashSet<>();
        needed.add(served.uid());
        s.active().forEach(release -> needed.add(release.uid()));
        List<Release> idle = s.observed.releases().stream()
                .filter(release -> s.request.workload().equals(release.labels().get(Keys.WORKLOAD)))
                .filter(release -> !release.deleting() && !needed.contains(release.uid()))
                .filter(release -> release.annotation(Keys.PREPARED_AT).isEmpty())
                .sorted(Comparator.comparing(Release::created)
                        .thenComparing(Release::name)
                        .reversed())
                .toList();
        idle.stream()
                .filter(Release::good)
                .max(Earlier.LAST_PROMOTED)
                .ifPresent(lastGood -> needed.add(lastGood.uid()));
        s.facts.replaces().forEach(replaced -> needed.add(replaced.uid()));
        List<Release> superfluous = new ArrayList<>();
        long kept =
                idle.stream().filter(release -> needed.contains(release.uid())).count();
        for (Release release : idle) {
            if (needed.contains(release.uid())) {
                continue;
            }
            if (Candidates.abandoned(release) || kept >= s.options().history()) {
                superfluous.add(release);
            } else {
                kept++;
            }
        }
        return superfluous;
    }
}
