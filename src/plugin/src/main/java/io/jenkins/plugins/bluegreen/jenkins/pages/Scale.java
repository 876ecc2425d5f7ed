package io.jenkins.plugins.bluegreen.jenkins.pages;

import java.util.ArrayList;
import java.util.List;

/** A linear axis of a chart, with ticks at round numbers (Heckbert's nice numbers, Graphics Gems, 1990). */
record Scale(double from, double to, double start, double end) {
    private static final int TICKS = 6;

    /** Where a value lies; values outside lie on the edge. */
    double at(double value) {
        double inside = Math.max(from, Math.min(to, value));
        return to == from ? start : start + (inside - from) / (to - from) * (end - start);
    }

    /** Distance between two ticks. */
    double step() {
        double rough = (to - from) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(rough, 1e-9))));
        double fraction = rough / power;
        double nice = fraction <= 1 ? 1 : fraction <= 2 ? 2 : fraction <= 5 ? 5 : 10;
        return nice * power;
    }

    /** Values of the ticks that lie on the axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        double step = step();
        for (long i = (long) Math.ceil(from / step - 1e-6); i * step <= to + step / 1e6; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
