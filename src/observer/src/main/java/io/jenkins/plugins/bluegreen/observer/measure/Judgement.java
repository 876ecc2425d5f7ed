package io.jenkins.plugins.bluegreen.observer.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says which promises did not hold. The floor is that of the observation. */
public final class Judgement {
    private final Observation seen;
    private final Expectations expected;
    private final List<String> violations = new ArrayList<>();

    private Judgement(Observation seen, Expectations expected) {
        this.seen = seen;
        this.expected = expected;
    }

    /**
     * Judges.
     *
     * @param seen what was measured, with the floor that was promised
     * @param expected what else was promised
     * @return a sentence for each promise that did not hold or cannot be shown to have held; empty if all held
     */
    public static List<String> violations(Observation seen, Expectations expected) {
        Judgement judgement = new Judgement(seen, expected);
        judgement.judge();
        return List.copyOf(judgement.violations);
    }

    private void judge() {
        for (Observation.BlindTime blind : seen.blind()) {
            if (blind.lost()) {
                say(
                        "Nothing is known of the Service's %s from %.0f ms until %.0f ms: the watch was lost. Whether anything held then cannot be said.",
                        blind.kind(), blind.fromMillis(), blind.untilMillis());
            }
        }
        expected.release().ifPresent(this::judgeEnd);
        if (!expected.mixedAllowed() && seen.mixedWindows() > 0) {
            say(
                    "Endpoints of several releases stood in the Service at once %d time(s), for %.3f ms in all and %.3f ms at most: that was to happen never.",
                    seen.mixedWindows(), seen.mixedTotalMillis(), seen.mixedLongestMillis());
        }
        if (seen.earlyEndpoints() > 0) {
            say(
                    "%d pod(s) of %s had traffic before all of it was available, for %.3f ms.",
                    seen.earlyEndpoints(), seen.candidate(), seen.earlyMillis());
        }
        judgeFloor();
        for (Observation.Leak leak : seen.leaks()) {
            say(
                    "Pod %s of release %s %s at the end, though %s should serve alone.",
                    leak.pod(),
                    leak.release(),
                    leak.endpoint() ? "is still an endpoint" : "still has the labels that the Service selects by",
                    seen.candidate());
        }
        expected.selector().ifPresent(this::judgeSelector);
    }

    private void judgeEnd(String release) {
        Map<String, Integer> serving = seen.servingAtEnd();
        if (!serving.keySet().equals(Set.of(release))) {
            say(
                    "Release %s alone was to serve at the end, but %s.",
                    release, serving.isEmpty() ? "nothing does" : counts(serving) + " do");
        } else {
            int desired = seen.release(release).desired();
            if (serving.get(release) < desired) {
                say(
                        "Release %s was to serve with all of its %d pods at the end, but only %d are endpoints.",
                        release, desired, serving.get(release));
            }
        }
    }

    private static String counts(Map<String, Integer> serving) {
        return serving.entrySet().stream()
                .map(entry -> entry.getValue() + " endpoint(s) of " + entry.getKey())
                .collect(Collectors.joining(" and "));
    }

    private void judgeFloor() {
        Integer fewest = seen.fewestReadyEndpoints();
        if (fewest != null && fewest < seen.floor()) {
            say(
                    "There were only %d ready endpoints where %d were promised; fewer than that for %.3f ms, none for %.3f ms.",
                    fewest, seen.floor(), seen.belowFloorMillis(), seen.zeroMillis());
        } else if (fewest == null && seen.floor() > 0) {
            say("There never was a ready endpoint where %d were promised.", seen.floor());
        }
    }

    private void judgeSelector(Map<String, String> wanted) {
        if (!seen.selectorAtEnd().equals(wanted)) {
            say(
                    "The Service was to select by %s at the end, but selects by %s.",
                    new TreeMap<>(wanted), new TreeMap<>(seen.selectorAtEnd()));
        }
    }

    private void say(String sentence, Object... arguments) {
        violations.add(String.format(Locale.ROOT, sentence, arguments));
    }
}
