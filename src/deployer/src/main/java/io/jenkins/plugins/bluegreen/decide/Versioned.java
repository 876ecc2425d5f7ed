package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.ReleaseName;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Releases of selector mode, which are called after their version. Where one of that name is needed on, and only what comes with
 * the workload has changed, the next one has a number behind it: {@code demo-dp-v2}, {@code demo-dp-v2-2}.
 */
final class Versioned {
    private Versioned() {}

    /** The release that is what was asked for, if it is there for this run. */
    static Optional<Release> made(Situation s, Bound bound) {
        return there(s, bound)
                .filter(release -> sameAs(bound, release))
                .filter(release -> !release.deleting() && !Candidates.preparedByOther(s, release));
    }

    /** Whatever has the candidate's name. */
    static Optional<Release> there(Situation s, Bound bound) {
        return s.observed.release(name(s, bound));
    }

    /** Name of the candidate: that of the release that is the same, else the first that no release needs on. */
    static String name(Situation s, Bound bound) {
        return s.observed.releases().stream()
                .filter(release -> called(s, bound, release) && sameAs(bound, release))
                .max(Comparator.comparing((Release release) -> !release.deleting())
                        .thenComparing(Release.BY_AGE))
                .map(Release::name)
                .orElseGet(() -> free(s, bound));
    }

    /** One that others made is called after its version alone. */
    private static boolean called(Situation s, Bound bound, Release release) {
        return release.name().equals(numbered(s, bound, 1))
                || release.annotation(Keys.REQUESTED).isPresent() && release.ofWorkload(s.request.workload());
    }

    private static String free(Situation s, Bound bound) {
        return IntStream.iterate(1, number -> number + 1)
                .mapToObj(number -> numbered(s, bound, number))
                .filter(name -> s.observed
                        .release(name)
                        .filter(release -> stays(s, bound, release))
                        .isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static String numbered(Situation s, Bound bound, int number) {
        String value = bound.versionLabelValue();
        return ReleaseName.versioned(s.request.workload(), number == 1 ? value : value + "-" + number);
    }

    /** Another one of the same workload, that serves, or may be gone back to, or waits for somebody's answer. */
    private static boolean stays(Situation s, Bound bound, Release release) {
        return differsInCompanions(bound, release)
                && (s.active().contains(release) || release.good() || Candidates.preparedByOther(s, release));
    }

    /** The value of the label that names the version, on the pods of a release of this name. */
    static String value(Situation s, String name) {
        return name.substring(s.request.workload().length() + 1);
    }

    /** One that others made has nothing of its own that comes with it. */
    static boolean sameAs(Bound bound, Release release) {
        return release.annotation(Keys.REQUESTED)
                .map(bound.requestedHash()::equals)
                .orElseGet(() ->
                        bound.manifest().companions().isEmpty() && Subset.of(bound.template(), release.template()));
    }

    private static boolean differsInCompanions(Bound bound, Release release) {
        return release.annotation(Keys.REQUESTED)
                .map(bound::sameWorkload)
                .orElseGet(() -> Subset.of(bound.template(), release.template()));
    }
}
