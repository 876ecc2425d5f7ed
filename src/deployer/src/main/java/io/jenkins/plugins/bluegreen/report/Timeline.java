package io.jenkins.plugins.bluegreen.report;

import java.util.List;

/**
 * What happened when, for drawing: a few hundred points, however many pods there are. All times are milliseconds since
 * the run began.
 *
 * @param releases how ready pods and endpoints of each release grew and shrank
 * @param moments when something happened at once
 * @param mixed when ready endpoints of two releases were seen at once in one of the Services, a few dozen spans at most;
 *     null if that was not written down, as before there was this field
 */
public record Timeline(List<Track> releases, List<Moment> moments, List<Span> mixed) {
    /** Of a run in which nothing was seen. */
    public static final Timeline EMPTY = new Timeline(List.of(), List.of(), List.of());

    public Timeline {
        releases = List.copyOf(releases);
        moments = List.copyOf(moments);
        mixed = mixed == null ? null : List.copyOf(mixed);
    }

    /**
     * One release over time: each point holds until the next.
     *
     * @param release its name
     * @param points in order
     */
    public record Track(String release, List<Point> points) {
        public Track {
            points = List.copyOf(points);
        }
    }

    /**
     * What a release had from a time on.
     *
     * @param atMillis since the run began
     * @param readyPods pods that were ready
     * @param endpoints pods that were ready endpoints of one of the Services
     */
    public record Point(long atMillis, int readyPods, int endpoints) {}

    /**
     * Something that happened at once.
     *
     * @param atMillis since the run began
     * @param name {@code create}, {@code available}, {@code flip}, {@code commit}, {@code narrow}, {@code handBack},
     *     {@code restore} or {@code promoted}
     * @param subject the Service or the release
     */
    public record Moment(long atMillis, String name, String subject) {}

    /**
     * A time.
     *
     * @param fromMillis since the run began
     * @param toMillis since the run began; the same if it took less than a millisecond
     */
    public record Span(long fromMillis, long toMillis) {}
}
