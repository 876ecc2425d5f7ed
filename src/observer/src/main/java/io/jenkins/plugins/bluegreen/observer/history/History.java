package io.jenkins.plugins.bluegreen.observer.history;

import java.util.List;

/**
 * A recording, or a part of one. What was seen outside the part is kept: earlier sights say what there was at its
 * begin, and all of them say whose a pod was.
 *
 * @param namespace of the Service
 * @param service its name
 * @param begun from when it counts
 * @param ended until when it counts
 * @param sights all of them, in the order of sight
 * @param blinds the times without sight
 * @param marks in the order of their setting
 */
public record History(
        String namespace,
        String service,
        Moment begun,
        Moment ended,
        List<Sight> sights,
        List<Blind> blinds,
        List<Mark> marks) {

    /** Copies the lists. */
    public History {
        sights = List.copyOf(sights);
        blinds = List.copyOf(blinds);
        marks = List.copyOf(marks);
        if (begun.isAfter(ended)) {
            throw new IllegalArgumentException(
                    "A history from %s until %s was asked for: it must not end before it begins."
                            .formatted(begun.wall(), ended.wall()));
        }
    }

    /**
     * The part between two moments.
     *
     * @param from begin
     * @param until end
     * @return the part
     * @throws IllegalArgumentException if it is not within this history
     */
    public History between(Moment from, Moment until) {
        if (begun.isAfter(from) || until.isAfter(ended)) {
            throw new IllegalArgumentException("The time from %s until %s was asked for, but only %s until %s is kept."
                    .formatted(from.wall(), until.wall(), begun.wall(), ended.wall()));
        }
        return new History(namespace, service, from, until, sights, blinds, marks);
    }

    /**
     * The part since a mark.
     *
     * @param mark its name; of several with one name the last
     * @return the part
     * @throws IllegalArgumentException if there is no such mark, or it is older than what is kept
     */
    public History since(String mark) {
        return between(marked(mark), ended);
    }

    /**
     * The part between two marks.
     *
     * @param from name of the first
     * @param until name of the second
     * @return the part
     * @throws IllegalArgumentException if there are no such marks in this order
     */
    public History between(String from, String until) {
        return between(marked(from), marked(until));
    }

    private Moment marked(String name) {
        return marks.stream()
                .filter(mark -> mark.name().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalArgumentException("The mark %s was asked for, but there are only %s."
                        .formatted(name, marks.stream().map(Mark::name).toList())))
                .at();
    }
}
