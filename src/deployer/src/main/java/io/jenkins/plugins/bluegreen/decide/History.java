package io.jenkins.plugins.bluegreen.decide;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
        Set<String> carrying = uids(s.active().stream());
        carrying.add(served.uid());
        return superfluous(
                s, carrying, s.learned.replaces().stream().map(ReleaseId::uid).collect(Collectors.toSet()));
    }

    /** Those that will be so once the target has the traffic. */
    static List<Release> afterwards(Situation s) {
        Set<String> carrying = uids(s.target().stream());
        Set<String> replaced = uids(s.othersActive().stream());
        if (s.options().retire() == Retire.DELETE) {
            carrying.addAll(replaced);
            replaced = Set.of();
        }
        return superfluous(s, carrying, replaced);
    }

    private static Set<String> uids(Stream<Release> releases) {
        return releases.map(Release::uid).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<Release> superfluous(Situation s, Set<String> carrying, Set<String> replaced) {
        List<Release> idle = s.observed.releases().stream()
                .filter(release -> s.request.workload().equals(release.labels().get(Keys.WORKLOAD)))
                .filter(release -> !release.deleting() && !carrying.contains(release.uid()))
                .filter(release -> release.annotation(Keys.PREPARED_AT).isEmpty())
                .sorted(Comparator.comparing(Release::created)
                        .thenComparing(Release::name)
                        .reversed())
                .toList();
        Set<String> needed = new HashSet<>(replaced);
        idle.stream()
                .filter(Release::good)
                .max(Earlier.LAST_PROMOTED)
                .ifPresent(lastGood -> needed.add(lastGood.uid()));
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
