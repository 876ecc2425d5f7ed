package io.jenkins.plugins.bluegreen.report;

import java.util.List;

/**
 * What a run did, measured. Field names hold the units; it is written as JSON as it is.
 *
 * @param schemaVersion rises when a field changes its meaning or goes
 * @param outcome one word: {@code promoted}, {@code alreadyActive}, {@code prepared}, {@code discarded}, {@code
 *     rolledBack}, {@code nothingToDo}, {@code refused} or {@code failed}
 * @param message the outcome in a sentence
 * @param namespace where
 * @param services the Services whose traffic was moved
 * @param release the release that it was about; empty if there was none
 * @param replaced the releases that lost the traffic
 * @param images images of the release, by container
 * @param startedAt ISO-8601 instant
 * @param durationMillis of the whole run
 * @param phases how long each took
 * @param mixedWindowMillis time in which ready endpoints of two releases were seen at once
 * @param fewestReadyEndpoints fewest that were seen since the cutover began; -1 if there was none
 * @param apiRequests requests made to the API server
 * @param warnings what is no failure
 * @param repaired what was finished or undone of an earlier run; empty if nothing was
 * @param wayBack commands that lead back, if the end could not be confirmed
 */
public record Report(
        int schemaVersion,
        String outcome,
        String message,
        String namespace,
        List<String> services,
        String release,
        List<String> replaced,
        String images,
        String startedAt,
        long durationMillis,
        List<Phase> phases,
        long mixedWindowMillis,
        int fewestReadyEndpoints,
        long apiRequests,
        List<String> warnings,
        String repaired,
        List<String> wayBack) {

    /** The version that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    public Report {
        services = List.copyOf(services);
        replaced = List.copyOf(replaced);
        phases = List.copyOf(phases);
        warnings = List.copyOf(warnings);
        wayBack = List.copyOf(wayBack);
    }

    /**
     * One phase.
     *
     * @param name what was done or waited for
     * @param durationMillis how long
     */
    public record Phase(String name, long durationMillis) {}
}
