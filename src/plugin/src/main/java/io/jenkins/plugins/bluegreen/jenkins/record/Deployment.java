package io.jenkins.plugins.bluegreen.jenkins.record;

import io.jenkins.plugins.bluegreen.report.Report;
import java.util.List;

/**
 * One run of a build's step. Written as JSON as it is.
 *
 * @param schemaVersion rises when a field changes its meaning or goes
 * @param step of the build that asked: a flow node's id, or the number of a build step
 * @param kind {@code deploy}, {@code prepare}, {@code promote}, {@code discard} or {@code rollback}
 * @param report what was measured
 * @param lines the end of the story
 * @param aborted whether it ended as it did because somebody had it end
 */
public record Deployment(
        int schemaVersion, String step, String kind, Report report, List<String> lines, boolean aborted) {
    /** The version that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    /** A copy of what is given. */
    public Deployment {
        lines = List.copyOf(lines);
    }

    /**
     * As it is now.
     *
     * @param step of the build that asked
     * @param kind what was asked for
     * @param report what was measured
     * @param lines of the story
     * @param aborted whether it ended as it did because somebody had it end
     */
    public static Deployment of(String step, String kind, Report report, List<String> lines, boolean aborted) {
        return new Deployment(SCHEMA_VERSION, step, kind, report, lines, aborted);
    }

    Deployment with(Report other, List<String> others) {
        return new Deployment(schemaVersion, step, kind, other, others, aborted);
    }
}
