package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Request.Goal.Rollback;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the release to go back to. */
final class Earlier {
    /** The order in which releases were promoted last. */
    static final Comparator<Release> LAST_PROMOTED = Comparator.comparing(
                    (Release release) -> release.annotation(Keys.PROMOTED_AT).orElse(""))
            .thenComparing(Release::created)
            .thenComparing(Release::name);

    private Earlier() {}

    /** The release that has the traffic and is to lose it: the one that was asked for, or the newest active one. */
    static Optional<Release> from(Situation s, Rollback rollback) {
        List<Release> active = s.active();
        return rollback.from()
                .map(name -> active.stream()
                        .filter(release -> release.name().equals(name))
                        .findFirst())
                .orElseGet(() -> active.isEmpty() ? Optional.empty() : Optional.of(active.get(active.size() - 1)));
    }

    /** The release to go back to: the one that was asked for, or the last good one before the active one. */
    static Optional<Release> find(Situation s, Rollback rollback) {
        Optional<String> asked = rollback.to().filter(to -> !to.equals("previous"));
        if (asked.isPresent()) {
            return named(s, asked.get());
        }
        return from(s, rollback).flatMap(from -> previous(s, from));
    }

    /** The one that it replaced, if that is still good; else the good one that was promoted last. */
    private static Optional<Release> previous(Situation s, Release from) {
        Optional<Release> recorded = from.annotation(Keys.PREVIOUS)
                .flatMap(s.observed::release)
                .filter(release -> !release.deleting())
                .filter(release -> !release.annotations().containsKey(Keys.ROLLED_BACK_AT));
        return recorded.or(() -> family(s)
                .filter(release -> release.good() && !release.uid().equals(from.uid()))
                .max(LAST_PROMOTED));
    }

    private static Optional<Release> named(Situation s, String asked) {
        return family(s)
                .filter(release -> release.name().equals(asked)
                        || release.annotation(Keys.VERSION).equals(Optional.of(asked))
                        || asked.equals(release.templateLabels().get(s.options().versionLabel())))
                .max(Comparator.comparing((Release release) -> release.name().equals(asked))
                        .thenComparing(Release::good)
                        .thenComparing(Release::created));
    }

    /** Releases of the workload; in selector mode also those that only share the Service's other labels. */
    static Stream<Release> family(Situation s) {
        return s.observed.releases().stream()
                .filter(release -> !release.deleting())
                .filter(release ->
                        release.ofWorkload(s.request.workload()) || !s.labelMode() && sharesSelector(s, release));
    }

    private static boolean sharesSelector(Situation s, Release release) {
        String key = s.options().versionLabel();
        return s.services().stream().anyMatch(service -> s.ownerSelector(service).entrySet().stream()
                .filter(pair -> !pair.getKey().equals(key))
                .allMatch(
                        pair -> pair.getValue().equals(release.templateLabels().get(pair.getKey()))));
    }
}
