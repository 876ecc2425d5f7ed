package io.jenkins.plugins.bluegreen.jenkins.pages;

import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline.Moment;
import io.jenkins.plugins.bluegreen.report.Timeline.Point;
import io.jenkins.plugins.bluegreen.report.Timeline.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A part of a timeline as shapes, to scale: for each release its endpoints as a filled step and its ready pods as a
 * dashed one, moments as numbered lines, and the time in which versions were mixed as a band.
 */
public final class Chart {
    /** Width in units of the picture. */
    public static final int WIDTH = 960;

    /** Height in units of the picture. */
    public static final int HEIGHT = 270;

    private static final double LEFT = 46;
    private static final double RIGHT = WIDTH - 28;
    private static final double TOP = 34;
    private static final double BOTTOM = HEIGHT - 28;
    private static final double APART = 20;

    private final Report report;
    private final Tracks.Span span;
    private final String name;
    private final Scale x;
    private final Scale y;

    Chart(Report report, Tracks.Span span, String name) {
        this.report = report;
        this.span = span;
        this.name = name;
        this.x = new Scale(span.from(), span.to(), LEFT, RIGHT);
        this.y = new Scale(0, Math.max(1, Tracks.most(report)), BOTTOM, TOP);
    }

    /** A line of the grid with what stands at it. */
    public record Tick(String at, String label) {}

    /** One release. */
    public record Shape(String style, String area, String endpoints, String ready) {}

    /** A moment: where it is, and where its number stands. */
    public record Mark(int number, String at, String numberAt, String label) {}

    /** A time in which versions were mixed. */
    public record Band(String at, String width) {}

    /** What the picture shows, in a few words. */
    public String getName() {
        return name;
    }

    /** Where the plot begins. */
    public String getLeft() {
        return number(LEFT);
    }

    /** Where the plot ends. */
    public String getRight() {
        return number(RIGHT);
    }

    /** Its upper edge. */
    public String getTop() {
        return number(TOP);
    }

    /** Its lower edge. */
    public String getBottom() {
        return number(BOTTOM);
    }

    /** Height of the plot. */
    public String getInner() {
        return number(BOTTOM - TOP);
    }

    /** The axis of time. */
    public List<Tick> getTimes() {
        double step = x.step();
        return x.ticks().stream()
                .map(value -> new Tick(number(x.at(value)), Shown.tick(value, step)))
                .toList();
    }

    /** The axis of pods. */
    public List<Tick> getCounts() {
        return y.ticks().stream()
                .filter(Shown::whole)
                .map(value -> new Tick(number(y.at(value)), String.valueOf(value.intValue())))
                .toList();
    }

    /** The releases. */
    public List<Shape> getShapes() {
        return report.timeline().releases().stream().map(this::shape).toList();
    }

    private Shape shape(Track track) {
        String endpoints = path(track, Point::endpoints);
        String area = "M%s %s L%s H%s V%s Z"
                .formatted(
                        number(LEFT), number(BOTTOM), endpoints.substring(1), number(x.at(span.to())), number(BOTTOM));
        return new Shape(Legend.style(report, track.release()), area, endpoints, path(track, Point::readyPods));
    }

    /** What was there at the first look had been there before. */
    private String path(Track track, ToIntFunction<Point> value) {
        long from = Math.max(span.from(), Tracks.begin(report));
        StringBuilder path = new StringBuilder("M%s %s"
                .formatted(number(LEFT), number(y.at(value.applyAsInt(Tracks.at(track, from))))));
        track.points().stream()
                .filter(point -> point.atMillis() > from && point.atMillis() <= span.to())
                .forEach(point -> path.append(
                        " H%s V%s".formatted(number(x.at(point.atMillis())), number(y.at(value.applyAsInt(point))))));
        return path.append(" H").append(number(RIGHT)).toString();
    }

    /** The moments; numbers that would lie on each other, or outside, are moved apart. */
    public List<Mark> getMarks() {
        List<Moment> moments = report.timeline().moments();
        List<Integer> shown = IntStream.range(0, moments.size())
                .filter(i -> moments.get(i).atMillis() >= span.from()
                        && moments.get(i).atMillis() <= span.to())
                .boxed()
                .toList();
        double[] numbersAt = apart(
                shown.stream().mapToDouble(i -> x.at(moments.get(i).atMillis())).toArray());
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < numbersAt.length; i++) {
            Moment moment = moments.get(shown.get(i));
            marks.add(new Mark(
                    shown.get(i) + 1, number(x.at(moment.atMillis())), number(numbersAt[i]), Words.moment(moment)));
        }
        return marks;
    }

    /**
     * Moves what is too near to the right, and what then is too far to the right back. Of more than there is room for each
     * covers a part of the one before.
     */
    private static double[] apart(double... wished) {
        double[] placed = wished.clone();
        double distance = Math.min(APART, (WIDTH - APART) / Math.max(1, placed.length - 1));
        for (int i = 1; i < placed.length; i++) {
            placed[i] = Math.max(placed[i], placed[i - 1] + distance);
        }
        double most = WIDTH - APART / 2;
        for (int i = placed.length - 1; i >= 0; i--) {
            placed[i] = Math.min(placed[i], most);
            most = placed[i] - distance;
        }
        return placed;
    }

    /** When versions were mixed. */
    public List<Band> getBands() {
        return Tracks.mixed(report).stream()
                .filter(mixed -> mixed.to() > span.from() && mixed.from() < span.to())
                .map(mixed -> new Band(
                        number(x.at(mixed.from())), number(Math.max(1, x.at(mixed.to()) - x.at(mixed.from())))))
                .toList();
    }

    private static String number(double value) {
        String number = String.format(Locale.ROOT, "%.1f", value);
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }
}
