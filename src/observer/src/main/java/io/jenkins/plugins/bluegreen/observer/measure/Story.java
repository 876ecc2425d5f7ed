package io.jenkins.plugins.bluegreen.observer.measure;

import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells people what changes while it is seen, in the order of sight; for what is measured afterwards see {@link Measurement}.
 * Not thread-safe.
 */
public final class Story {
    private final Releases releases = new Releases();
    private final State state = new State(releases);
    private final Set<Release> interesting = new HashSet<>();
    private final Map<String, String> told = new TreeMap<>();
    private boolean begun;

    /** The first lists are complete. From now on every new ReplicaSet may be a candidate. */
    public String begin() {
        begun = true;
        state.resolveAgain();
        return "The Service " + selects() + "; " + serves() + ".";
    }

    /**
     * Takes in what was seen.
     *
     * @param sight what was seen
     * @return a sentence, if it has begun and this is a change for people
     */
    public Optional<String> tell(Sight sight) {
        Fact fact = sight.fact();
        releases.learn(fact);
        state.apply(fact);
        if (state.endpoints().containsKey(Release.UNKNOWN)) {
            state.resolveAgain();
        }
        state.endpoints().keySet().forEach(interesting::add);
        if (fact instanceof Fact.Service) {
            return change("service", "The Service " + selects() + ".");
        }
        if (fact instanceof Fact.Slice) {
            return change("endpoints", "The Service: " + serves() + ".");
        }
        if (fact instanceof Fact.ReplicaSet set) {
            return tell(set);
        }
        return fact instanceof Fact.Gone gone ? tell(gone) : Optional.empty();
    }

    /**
     * A release as it is now.
     *
     * @param release its name
     * @param desired how many pods it is asked to have
     * @param ready how many live pods of it are ready
     * @param endpoints how many ready endpoints of the Service it has
     */
    public record Now(String release, int desired, int ready, int endpoints) {}

    /** The releases that have to do with the Service, by name; those without pods are left away. */
    public List<Now> now() {
        return interesting.stream()
                .map(release -> new Now(
                        release.name(),
                        state.desired(release),
                        state.ready(release),
                        state.endpoints().getOrDefault(release, Set.of()).size()))
                .filter(now -> now.desired() + now.ready() + now.endpoints() > 0)
                .sorted(Comparator.comparing(Now::release))
                .toList();
    }

    private Optional<String> tell(Fact.ReplicaSet set) {
        Release release = releases.ofSet(set.uid());
        if (begun && !told.containsKey(set.uid())) {
            interesting.add(release);
        }
        Optional<String> sentence =
                change(set.uid(), "%s: %d of %d pods are ready.".formatted(release.name(), set.ready(), set.desired()));
        return interesting.contains(release) ? sentence : Optional.empty();
    }

    private Optional<String> tell(Fact.Gone gone) {
        return switch (gone.gone().kind()) {
            case SERVICE -> change("service", "The Service is gone.");
            case SLICE -> change("endpoints", "The Service: " + serves() + ".");
            case POD -> Optional.empty();
            case REPLICA_SET -> {
                Release release = releases.ofSet(gone.gone().key());
                told.remove(gone.gone().key());
                yield begun && interesting.contains(release)
                        ? Optional.of("%s: a ReplicaSet of it is gone.".formatted(release.name()))
                        : Optional.empty();
            }
        };
    }

    private Optional<String> change(String what, String sentence) {
        boolean fresh = !sentence.equals(told.put(what, sentence));
        return begun && fresh ? Optional.of(sentence) : Optional.empty();
    }

    private String selects() {
        return state.selector().isEmpty() ? "selects nothing" : "selects " + new TreeMap<>(state.selector());
    }

    private String serves() {
        return state.endpoints().isEmpty()
                ? "no ready endpoint"
                : state.endpoints().entrySet().stream()
                        .map(entry -> "%d ready endpoint(s) of %s"
                                .formatted(
                                        entry.getValue().size(), entry.getKey().name()))
                        .collect(Collectors.joining(" and "));
    }

    /** Says that the observer did not see for a while. */
    public static String tell(Blind blind) {
        return String.format(
                Locale.ROOT,
                blind.lost()
                        ? "The watch of the %s was lost for %d ms: what came and went then was not seen."
                        : "The watch of the %s was broken for %d ms, and taken up where it broke.",
                blind.kind().words(),
                (blind.until().nanos() - blind.from().nanos()) / 1_000_000);
    }
}
