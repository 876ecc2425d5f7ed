package io.jenkins.plugins.bluegreen.observer.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes down what is seen. It only grows, except that what shows nothing new is not taken, and that the older half is
 * reduced to its last state when there is more than a limit. Any thread may call it.
 */
public final class Recording {
    private final String namespace;
    private final String service;
    private final List<Sight> sights = new ArrayList<>();
    private final List<Blind> blinds = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final Map<Fact.Subject, Fact> latest = new HashMap<>();
    private Moment begun;
    private int limit;

    /**
     * Begins.
     *
     * @param namespace of the Service
     * @param service its name
     * @param limit how many sights are kept, at least 2; more if that many objects are there at once
     * @param begun from when it counts
     */
    public Recording(String namespace, String service, int limit, Moment begun) {
        this.namespace = namespace;
        this.service = service;
        this.limit = limit;
        this.begun = begun;
    }

    /** Counts from this moment on: now everything has been listed. */
    public synchronized void begin(Moment moment) {
        begun = moment;
    }

    /**
     * Takes down a sight.
     *
     * @param sight what was seen
     * @return whether it showed anything new
     */
    public synchronized boolean add(Sight sight) {
        boolean fresh = sight.fact()
                .subject()
                .map(subject -> isNew(subject, sight.fact()))
                .orElse(true);
        if (fresh) {
            sights.add(sight);
            if (sights.size() > limit) {
                forget();
            }
        }
        return fresh;
    }

    private boolean isNew(Fact.Subject subject, Fact fact) {
        if (fact instanceof Fact.Gone) {
            return latest.remove(subject) != null;
        }
        return !fact.equals(latest.put(subject, fact));
    }

    /** Takes down a time without sight. */
    public synchronized void blind(Blind blind) {
        blinds.add(blind);
    }

    /** Sets a mark. */
    public synchronized void mark(Mark mark) {
        marks.add(mark);
    }

    /** The older half becomes its last state; it counts from there on. */
    private void forget() {
        int half = sights.size() / 2;
        Moment end = sights.get(half - 1).seen();
        List<Sight> newer = new ArrayList<>(sights.subList(half, sights.size()));
        Map<Fact.Subject, Sight> states = new LinkedHashMap<>();
        sights.subList(0, half).forEach(sight -> sight.fact().subject().ifPresent(subject -> put(states, sight)));
        Set<String> endpoints = new HashSet<>();
        states.values().forEach(sight -> endpointsOf(sight.fact(), endpoints));
        newer.forEach(sight -> endpointsOf(sight.fact(), endpoints));
        states.values()
                .removeIf(
                        sight -> sight.fact() instanceof Fact.Pod pod && !pod.live() && !endpoints.contains(pod.uid()));
        sights.clear();
        sights.addAll(states.values());
        sights.addAll(newer);
        limit = Math.max(limit, 4 * states.size());
        Moment from = end.isAfter(begun) ? end : begun;
        begun = from;
        blinds.removeIf(blind -> from.isAfter(blind.until()));
        marks.removeIf(mark -> from.isAfter(mark.at()));
    }

    /** Of a pod that is gone a dead one stays: a slice may still name it, and it says whose it was. */
    private static void put(Map<Fact.Subject, Sight> states, Sight sight) {
        Fact.Subject subject = sight.fact().subject().orElseThrow();
        Sight before = states.remove(subject);
        if (!(sight.fact() instanceof Fact.Gone)) {
            states.put(subject, sight);
        } else if (before != null && before.fact() instanceof Fact.Pod pod) {
            Fact dead = new Fact.Pod(pod.uid(), pod.name(), pod.owner(), pod.labels(), false, false);
            states.put(subject, new Sight(sight.seen(), sight.version(), dead));
        }
    }

    private static void endpointsOf(Fact fact, Set<String> pods) {
        if (fact instanceof Fact.Slice slice) {
            slice.endpoints().forEach(endpoint -> pods.add(endpoint.pod()));
        }
    }

    /**
     * What there is so far.
     *
     * @param ended until when it counts
     * @param open times without sight that have not ended
     * @return a copy
     */
    public synchronized History history(Moment ended, List<Blind> open) {
        List<Blind> all = new ArrayList<>(blinds);
        all.addAll(open);
        return new History(namespace, service, begun, begun.isAfter(ended) ? begun : ended, sights, all, marks);
    }
}
