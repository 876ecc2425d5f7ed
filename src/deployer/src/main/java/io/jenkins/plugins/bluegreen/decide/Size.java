package io.jenkins.plugins.bluegreen.decide;

import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * With how many pods a release was given traffic. So many are enough from then on: one that is scaled up while traffic is
 * moved to it, or while it is watched, has lost nothing.
 */
final class Size {
    private static final String MARK = "size:";

    private Size() {}

    /** Keeps the size that a release has now; nobody can be asked once it was scaled. */
    static void note(Situation s, Release release) {
        marks(s, release).forEach(mark -> s.since(mark, false));
        s.remember(mark(release) + release.desired());
    }

    /** As many as it was given traffic with, or as it is to have now, if that is fewer; nothing if that was not kept. */
    static OptionalInt of(Situation s, Release release) {
        return marks(s, release)
                .mapToInt(mark -> Integer.parseInt(mark.substring(mark(release).length())))
                .map(size -> Math.min(size, release.desired()))
                .findFirst();
    }

    private static Stream<String> marks(Situation s, Release release) {
        return s.facts.since().keySet().stream().filter(mark -> mark.startsWith(mark(release)));
    }

    private static String mark(Release release) {
        return MARK + release.uid() + "/";
    }
}
