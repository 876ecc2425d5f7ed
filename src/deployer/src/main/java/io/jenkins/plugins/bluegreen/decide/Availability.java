package io.jenkins.plugins.bluegreen.decide;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether all of a release is available, by its status: that is made from the cache of pods that the endpoints are made
 * from, so it proves more than a watch of our own.
 */
final class Availability {
    private static final Set<String> HOPELESS =
            Set.of("InvalidImageName", "CreateContainerConfigError", "ErrImageNeverPull");
    private static final Set<String> PULL = Set.of("ErrImagePull", "ImagePullBackOff");
    private static final Set<String> CRASH = Set.of("CrashLoopBackOff");
    private static final Duration PULL_GRACE = Duration.ofSeconds(10);
    private static final Duration CRASH_GRACE = Duration.ofSeconds(20);
    private static final int CRASHES = 3;

    private Availability() {}

    /** Whether every pod that is desired is available, and seen by us as ready. */
    static boolean available(Release release) {
        return declared(release)
                && release.pods().stream().filter(Pod::servable).count() == release.desired();
    }

    /**
     * Whether every pod that is desired is available by the status, and none that we see says otherwise. Of a burst of pods
     * the status tells sooner than our watch of each; one whose whole life we have seen, and never ready, cannot have been
     * ready and lost it: its news is still to come.
     */
    static boolean undisputed(Release release) {
        return available(release)
                || declared(release)
                        && release.pods().size() <= release.desired()
                        && release.pods().stream().anyMatch(Pod::servable)
                        && release.pods().stream().allMatch(pod -> pod.servable() || pod.active() && pod.neverReady());
    }

    /** Whether a release is as available as when it was given traffic: pods that it gets since then may take their time. */
    static boolean well(Situation s, Release release) {
        return available(release)
                || enough(s, release)
                        && release.pods().stream().filter(Pod::servable).count()
                                >= Size.of(s, release).orElseThrow();
    }

    /** How many of its pods have to be seen as ready at least until it is so. */
    static int missing(Situation s, Release release) {
        int size = Size.of(s, release).orElse(release.desired());
        return Math.max(
                0, size - (int) release.pods().stream().filter(Pod::servable).count());
    }

    /** Whether it is so by the status. */
    static boolean declaredWell(Situation s, Release release) {
        return declared(release) || enough(s, release);
    }

    private static boolean enough(Situation s, Release release) {
        Release.Status status = release.status();
        int size = Size.of(s, release).orElse(0);
        return !release.deleting()
                && size > 0
                && status.available() >= size
                && (release.isReplicaSet() || status.updated() >= size);
    }

    /** Whether every pod that is desired is available by the status. */
    static boolean declared(Release release) {
        Release.Status status = release.status();
        return !release.deleting()
                && release.observed()
                && release.desired() > 0
                && status.replicas() == release.desired()
                && status.available() == release.desired()
                && (release.isReplicaSet() || status.updated() == release.desired());
    }

    /**
     * Why a release will not become available, as soon as that can be known.
     *
     * @param situation now
     * @param release as it is now
     * @return a sentence, or nothing as long as there is hope
     */
    static Optional<String> hopeless(Situation situation, Release release) {
        return condition(release).or(() -> trouble(situation, release)).or(() -> unschedulable(situation, release));
    }

    private static Optional<String> condition(Release release) {
        if (!release.observed()) {
            return Optional.empty();
        }
        return release.status().conditions().stream()
                .filter(condition -> switch (condition.type()) {
                    case "ReplicaFailure" -> condition.status().equals("True");
                    case "Progressing" ->
                        condition.status().equals("False") && condition.reason().equals("ProgressDeadlineExceeded");
                    default -> false;
                })
                .findFirst()
                .map(condition -> "%s: %s (%s)".formatted(release.name(), condition.message(), condition.reason()));
    }

    private static Optional<String> trouble(Situation situation, Release release) {
        Optional<String> found = Optional.empty();
        Set<String> kinds = release.activePods()
                .flatMap(pod -> pod.troubles().stream())
                .map(Pod.Trouble::reason)
                .collect(Collectors.toSet());
        Optional<Instant> pulling =
                situation.since("pull:" + release.uid(), kinds.stream().anyMatch(PULL::contains));
        Optional<Instant> crashing =
                situation.since("crash:" + release.uid(), kinds.stream().anyMatch(CRASH::contains));
        for (Pod pod : release.activePods().toList()) {
            for (Pod.Trouble trouble : pod.troubles()) {
                boolean lost = HOPELESS.contains(trouble.reason())
                        || PULL.contains(trouble.reason())
                                && pulling.filter(since -> situation.over(since, PULL_GRACE))
                                        .isPresent()
                        || CRASH.contains(trouble.reason())
                                && (trouble.restarts() >= CRASHES
                                        || crashing.filter(since -> situation.over(since, CRASH_GRACE))
                                                .isPresent());
                if (lost && found.isEmpty()) {
                    found = Optional.of("Container %s of pod %s is in %s%s%s"
                            .formatted(
                                    trouble.container(),
                                    pod.name(),
                                    trouble.reason(),
                                    trouble.restarts() > 0 ? " after " + trouble.restarts() + " restarts" : "",
                                    trouble.message().isEmpty() ? "" : ": " + trouble.message()));
                }
            }
        }
        return found;
    }

    private static Optional<String> unschedulable(Situation situation, Release release) {
        Duration grace = situation.options().unschedulableGrace();
        return release.activePods()
                .filter(pod -> pod.unschedulable()
                        .filter(state -> situation.over(state.since(), grace))
                        .isPresent())
                .findFirst()
                .map(pod -> "Pod %s finds no node: %s"
                        .formatted(pod.name(), pod.unschedulable().orElseThrow().message()));
    }

    /** When to look again for a reason that only time makes, such as an image that cannot be pulled. */
    static Instant lookAgain(Situation situation, Release release, Instant deadline) {
        Instant soon = situation.now.plusSeconds(1);
        boolean troubled = release.activePods()
                .anyMatch(
                        pod -> !pod.troubles().isEmpty() || pod.unschedulable().isPresent());
        return troubled && soon.isBefore(deadline) ? soon : deadline;
    }

    /** A time as a person says it: {@code 10 min}, {@code 90 s}. */
    static String words(Duration time) {
        return time.toSeconds() >= 120 && time.toSeconds() % 60 == 0
                ? time.toMinutes() + " min"
                : time.toSeconds() + " s";
    }

    /** How far it is: {@code 2 of 3 available}. */
    static String progress(Release release) {
        return "%d of %d available".formatted(release.status().available(), release.desired());
    }
}
