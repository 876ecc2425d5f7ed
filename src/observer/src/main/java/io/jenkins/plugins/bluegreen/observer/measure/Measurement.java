package io.jenkins.plugins.bluegreen.observer.measure;

import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Computes an {@link Observation}: plays the history from its first fact, and counts from its begin to its end. */
public final class Measurement {
    private final History history;
    private final int floor;
    private final List<Timeline.Entry> entries;
    private final Releases releases;
    private final State state;
    private final Map<Release, Track> tracks = new LinkedHashMap<>();
    private final Set<Track> touched = new HashSet<>();
    private final List<Observation.SelectorChange> selectors = new ArrayList<>();
    private final Spans mixed = new Spans();
    private final Spans below = new Spans();
    private final Spans zero = new Spans();
    private Map<Release, Set<String>> endpointsBefore;
    private int states;
    private boolean served;
    private Integer fewest;

    private Measurement(History history, int floor) {
        this.history = history;
        this.floor = floor;
        this.entries = Timeline.of(history);
        this.releases = Releases.of(entries);
        this.state = new State(releases);
    }

    /**
     * Measures.
     *
     * @param history or the part of it that counts
     * @param candidate name of the release that is to serve at the end; empty to find the one that newly serves then, or
     *     else the one that serves
     * @param floor below how many endpoints the time is taken
     * @return the numbers
     */
    public static Observation of(History history, Optional<String> candidate, int floor) {
        Measurement measurement = new Measurement(history, floor);
        measurement.play();
        return measurement.observation(candidate);
    }

    private void play() {
        long begun = history.begun().nanos();
        long ended = history.ended().nanos();
        int next = 0;
        while (next < entries.size() && entries.get(next).at() <= begun) {
            apply(entries.get(next++), 0);
        }
        look(0);
        while (next < entries.size() && entries.get(next).at() <= ended) {
            Timeline.Entry first = entries.get(next);
            long at = first.at() - begun;
            while (next < entries.size() && entries.get(next).sameInstant(first)) {
                apply(entries.get(next++), at);
            }
            look(at);
        }
        long end = ended - begun;
        List.of(mixed, below, zero).forEach(spans -> spans.finish(end));
        tracks.values().forEach(track -> track.finish(end));
    }

    private void apply(Timeline.Entry entry, long at) {
        state.apply(entry.fact());
        if (entry.fact() instanceof Fact.Pod pod) {
            touch(releases.ofPod(pod.uid()), at);
        } else if (entry.fact() instanceof Fact.ReplicaSet set) {
            touch(releases.ofSet(set.uid()), at);
        }
    }

    private void touch(Release release, long at) {
        touched.add(track(release, at));
    }

    private Track track(Release release, long at) {
        return tracks.computeIfAbsent(release, ignored -> new Track(release, at));
    }

    private void look(long at) {
        touched.stream().filter(track -> state.available(track.release())).forEach(track -> track.available(at));
        touched.clear();
        Map<Release, Set<String>> endpoints = state.endpoints();
        if (!endpoints.equals(endpointsBefore)) {
            endpoints.keySet().forEach(release -> track(release, at));
            tracks.forEach((release, track) -> track.endpoints(at, endpoints.getOrDefault(release, Set.of())));
            states++;
            endpointsBefore = endpoints;
        }
        int ready = state.ready();
        served |= ready > 0;
        if (served) {
            fewest = fewest == null ? ready : Math.min(fewest, ready);
        }
        mixed.set(at, endpoints.size() > 1);
        below.set(at, served && ready < floor);
        zero.set(at, served && ready == 0);
        boolean same = !selectors.isEmpty()
                && selectors.get(selectors.size() - 1).selector().equals(state.selector());
        if (!same) {
            selectors.add(new Observation.SelectorChange(Millis.of(at), state.selector()));
        }
    }

    private Observation observation(Optional<String> named) {
        Optional<Track> candidate = named.isPresent() ? named(named.get()) : detected();
        String name =
                named.orElse(candidate.map(track -> track.release().name()).orElse(null));
        List<Observation.ReleaseTimes> times = new ArrayList<>();
        tracks.values().stream()
                .filter(track -> track.firstEndpoint() != null
                        || state.desired(track.release()) > 0
                        || track.allReady() != null
                        || track.release().name().equals(name))
                .sorted(Comparator.comparing(track -> track.release().name()))
                .forEach(track -> times.add(track.times(state.desired(track.release()))));
        return new Observation(
                Observation.SCHEMA_VERSION,
                history.namespace(),
                history.service(),
                history.begun().wall().toString(),
                Millis.of(history.ended().nanos() - history.begun().nanos()),
                name,
                times,
                states,
                mixed.count(),
                mixed.totalMillis(),
                mixed.longestMillis(),
                candidate.map(Track::earlyEndpoints).orElse(0),
                candidate.map(Track::earlyMillis).orElse(0.0),
                fewest,
                floor,
                below.totalMillis(),
                zero.totalMillis(),
                candidate.flatMap(this::cutover).map(Millis::of).orElse(null),
                name == null ? List.of() : leaks(name),
                selectors,
                Lags.of(history, entries),
                blinds());
    }

    private Optional<Track> named(String name) {
        return tracks.values().stream()
                .filter(track -> track.release().name().equals(name))
                .reduce((first, second) -> second);
    }

    /** Of those that serve at the end, the one that began last. */
    private Optional<Track> detected() {
        Collection<Track> all = tracks.values();
        return all.stream()
                .filter(Track::serves)
                .max(Comparator.comparing((Track track) -> !track.servedAtBegin())
                        .thenComparing(Track::firstEndpoint));
    }

    private Optional<Long> cutover(Track candidate) {
        List<Track> others = tracks.values().stream()
                .filter(track -> !track.equals(candidate) && track.firstEndpoint() != null)
                .toList();
        boolean done = candidate.allReady() != null && candidate.serves() && !others.isEmpty();
        if (!done || others.stream().anyMatch(Track::serves)) {
            return Optional.empty();
        }
        return others.stream()
                .map(Track::lastEndpoint)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .map(gone -> Math.max(0, gone - candidate.allReady()));
    }

    private List<Observation.Leak> leaks(String candidate) {
        Map<String, Observation.Leak> leaks = new TreeMap<>();
        state.endpoints().forEach((release, pods) -> pods.stream()
                .filter(pod -> !release.name().equals(candidate))
                .forEach(pod -> leaks.put(pod, new Observation.Leak(pod, release.name(), true, false))));
        for (Fact.Pod pod : state.pods()) {
            Release release = releases.ofPod(pod.uid());
            boolean endpoint = leaks.containsKey(pod.uid());
            boolean selected = pod.live()
                    && pod.matches(state.selector())
                    && !release.name().equals(candidate);
            if (endpoint || selected) {
                leaks.put(pod.uid(), new Observation.Leak(pod.name(), release.name(), endpoint, selected));
            }
        }
        return List.copyOf(leaks.values());
    }

    private List<Observation.BlindTime> blinds() {
        long begun = history.begun().nanos();
        long length = history.ended().nanos() - begun;
        List<Observation.BlindTime> times = new ArrayList<>();
        for (Blind blind : history.blinds()) {
            long from = Math.max(0, blind.from().nanos() - begun);
            long until = Math.min(length, blind.until().nanos() - begun);
            if (from <= until) {
                times.add(new Observation.BlindTime(
                        blind.kind().words(), Millis.of(from), Millis.of(until), blind.lost()));
            }
        }
        return times;
    }
}
