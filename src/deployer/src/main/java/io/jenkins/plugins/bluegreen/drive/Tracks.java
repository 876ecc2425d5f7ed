package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.report.Timeline;
import io.jenkins.plugins.bluegreen.report.Timeline.Moment;
import io.jenkins.plugins.bluegreen.report.Timeline.Point;
import io.jenkins.plugins.bluegreen.report.Timeline.Span;
import io.jenkins.plugins.bluegreen.report.Timeline.Track;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects a timeline of bounded size. A point that is one too many goes where it is missed least: where it makes the
 * smallest triangle with its neighbours (Visvalingam and Whyatt, 1993), so that jumps stay and even slopes are thinned.
 */
final class Tracks {
    private static final int POINTS = 100;
    private static final int RELEASES = 8;
    private static final int MOMENTS = 64;
    private static final int SPANS = 32;

    private final Map<String, List<Point>> points = new LinkedHashMap<>();
    private final List<Moment> moments = new ArrayList<>();
    private final List<Span> mixed = new ArrayList<>();

    void moment(long atMillis, String name, String subject) {
        if (moments.size() < MOMENTS) {
            moments.add(new Moment(atMillis, name, subject));
        }
    }

    /** Notes what a release has; nothing that is as it was, and nothing of a release that never had anything. */
    void point(String release, long atMillis, int ready, int endpoints) {
        List<Point> track = points.get(release);
        if (track == null) {
            if (ready + endpoints == 0 || points.size() >= RELEASES) {
                return;
            }
            track = points.computeIfAbsent(release, ignored -> new ArrayList<>());
        } else {
            Point last = track.get(track.size() - 1);
            if (last.readyPods() == ready && last.endpoints() == endpoints) {
                return;
            }
        }
        track.add(new Point(atMillis, ready, endpoints));
        if (track.size() > POINTS) {
            track.remove(leastMissed(track));
        }
    }

    /** Notes that versions were mixed; of too many spans the two that are nearest to each other become one. */
    void mixed(long fromMillis, long toMillis) {
        int last = mixed.size() - 1;
        if (last >= 0 && mixed.get(last).toMillis() == fromMillis) {
            mixed.set(last, new Span(mixed.get(last).fromMillis(), toMillis));
            return;
        }
        mixed.add(new Span(fromMillis, toMillis));
        if (mixed.size() > SPANS) {
            int nearest = nearest();
            Span next = mixed.remove(nearest + 1);
            mixed.set(nearest, new Span(mixed.get(nearest).fromMillis(), next.toMillis()));
        }
    }

    private int nearest() {
        int nearest = 0;
        for (int i = 1; i < mixed.size() - 1; i++) {
            if (gap(i) < gap(nearest)) {
                nearest = i;
            }
        }
        return nearest;
    }

    private long gap(int before) {
        return mixed.get(before + 1).fromMillis() - mixed.get(before).toMillis();
    }

    private static int leastMissed(List<Point> track) {
        int least = 1;
        double smallest = Double.MAX_VALUE;
        for (int i = 1; i < track.size() - 1; i++) {
            Point a = track.get(i - 1);
            Point b = track.get(i);
            Point c = track.get(i + 1);
            double area = area(a.atMillis(), a.readyPods(), b.atMillis(), b.readyPods(), c.atMillis(), c.readyPods())
                    + area(a.atMillis(), a.endpoints(), b.atMillis(), b.endpoints(), c.atMillis(), c.endpoints());
            if (area < smallest) {
                smallest = area;
                least = i;
            }
        }
        return least;
    }

    private static double area(long t1, int v1, long t2, int v2, long t3, int v3) {
        return Math.abs((double) (t1 * (v2 - v3) + t2 * (v3 - v1) + t3 * (v1 - v2)));
    }

    Timeline timeline() {
        List<Track> tracks = new ArrayList<>();
        points.forEach((release, track) -> tracks.add(new Track(release, track)));
        return new Timeline(tracks, moments, mixed);
    }
}
