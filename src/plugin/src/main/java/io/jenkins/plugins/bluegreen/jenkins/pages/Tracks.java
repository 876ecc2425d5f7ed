package io.jenkins.plugins.bluegreen.jenkins.pages;

import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline.Point;
import io.jenkins.plugins.bluegreen.report.Timeline.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What the tracks of a timeline say. Each point of a track holds until its next. */
final class Tracks {
    private static final Point NOTHING = new Point(0, 0, 0);

    private Tracks() {}

    /** From a time to a time, in milliseconds since the run began. */
    record Span(long from, long to) {
        long millis() {
            return to - from;
        }
    }

    /** What a release had at a time. */
    static Point at(Track track, long millis) {
        Point found = NOTHING;
        for (Point point : track.points()) {
            if (point.atMillis() > millis) {
                break;
            }
            found = point;
        }
        return found;
    }

    /** The time of the first look: what there was then was there before. */
    static long begin(Report report) {
        return report.timeline().releases().stream()
                .flatMap(track -> track.points().stream())
                .mapToLong(Point::atMillis)
                .min()
                .orElse(0);
    }

    static long end(Report report) {
        long last = report.timeline().releases().stream()
                .flatMap(track -> track.points().stream())
                .mapToLong(Point::atMillis)
                .max()
                .orElse(0);
        return Math.max(1, Math.max(report.durationMillis(), last));
    }

    static int most(Report report) {
        return report.timeline().releases().stream()
                .flatMap(track -> track.points().stream())
                .mapToInt(point -> Math.max(point.readyPods(), point.endpoints()))
                .max()
                .orElse(0);
    }

    /**
     * When ready endpoints of two releases stood in one Service at once: as it was measured, for each Service. A record
     * that does not say so has only the sums over its Services, which tell that of one Service alone.
     */
    static List<Span> mixed(Report report) {
        if (report.mixedWindowMillis() == 0) {
            return List.of();
        }
        if (report.timeline().mixed() != null) {
            return report.timeline().mixed().stream()
                    .map(span -> new Span(span.fromMillis(), span.toMillis()))
                    .toList();
        }
        return report.services().size() == 1 ? together(report) : List.of();
    }

    private static List<Span> together(Report report) {
        List<Track> tracks = report.timeline().releases();
        TreeSet<Long> times = new TreeSet<>();
        tracks.forEach(track -> track.points().forEach(point -> times.add(point.atMillis())));
        List<Span> spans = new ArrayList<>();
        Long since = null;
        for (Long time : times) {
            long serving = tracks.stream()
                    .filter(track -> at(track, time).endpoints() > 0)
                    .count();
            if (serving > 1 && since == null) {
                since = time;
            } else if (serving <= 1 && since != null) {
                spans.add(new Span(since, time));
                since = null;
            }
        }
        if (since != null) {
            spans.add(new Span(since, end(report)));
        }
        return spans;
    }
}
