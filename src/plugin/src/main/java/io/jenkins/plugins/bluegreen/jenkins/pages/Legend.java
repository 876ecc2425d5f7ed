package io.jenkins.plugins.bluegreen.jenkins.pages;

import io.jenkins.plugins.bluegreen.report.Report;
import io.jenkins.plugins.bluegreen.report.Timeline.Track;
import java.util.List;

/** Which release has which colour: the new one is green, what it replaces is blue. */
final class Legend {
    private static final int OTHERS = 4;

    private Legend() {}

    static String style(Report report, String release) {
        if (release.equals(report.release())) {
            return "bg-green";
        }
        if (release.equals(report.previousRelease()) || report.replaced().contains(release)) {
            return "bg-blue";
        }
        List<String> others = report.timeline().releases().stream()
                .map(Track::release)
                .filter(name -> !name.equals(report.release()))
                .toList();
        return "bg-other-" + (others.indexOf(release) % OTHERS + OTHERS) % OTHERS;
    }
}
