package io.jenkins.plugins.bluegreen.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run did, measured. Field names hold the units; it is written as JSON as it is.
 *
 * @param schemaVersion rises when a field changes its meaning or goes
 * @param outcome one word: {@code promoted}, {@code alreadyActive}, {@code prepared}, {@code discarded}, {@code
 *     rolledBack}, {@code nothingToDo}, {@code refused} or {@code failed}
 * @param state of what served before, after a failure: {@code untouched}, {@code restored} or {@code notConfirmed}; else
 *     empty
 * @param message the outcome in a sentence
 * @param namespace where
 * @param services the Services whose traffic was moved
 * @param workload base name of the workload
 * @param mode {@code label} or {@code selector}
 * @param cutover {@code atomic} or {@code overlap}; empty if there was none
 * @param release the release that it was about; empty if there was none
 * @param version of that release; empty if nobody wrote it down
 * @param previousRelease the release that it replaced or was made to replace; empty if there was none
 * @param replaced the releases that lost the traffic
 * @param images images of the release, by container
 * @param run id of the run
 * @param runUrl where it can be looked at
 * @param startedAt ISO-8601 instant
 * @param durationMillis of the whole run
 * @param phases how long each took
 * @param cutoverMillis from the first write that moved traffic until no endpoint of a replaced release was seen; -1 if
 *     there was none
 * @param mixedWindowMillis time in which ready endpoints of two releases were seen at once
 * @param fewestReadyEndpoints fewest that were seen since the cutover began; -1 if there was none
 * @param apiRequests requests that this run made to the API server; watches are shared, and not counted
 * @param warnings what is no failure
 * @param repaired what was finished or undone of an earlier run; empty if nothing was
 * @param diagnosis last events and log lines of a candidate that failed
 * @param wayBack commands that lead back, if the end could not be confirmed
 * @param timeline for drawing
 */
public record Report(
        int schemaVersion,
        String outcome,
        String state,
        String message,
        String namespace,
        List<String> services,
        String workload,
        String mode,
        String cutover,
        String release,
        String version,
        String previousRelease,
        List<String> replaced,
        Map<String, String> images,
        String run,
        String runUrl,
        String startedAt,
        long durationMillis,
        List<Phase> phases,
        long cutoverMillis,
        long mixedWindowMillis,
        int fewestReadyEndpoints,
        long apiRequests,
        List<String> warnings,
        String repaired,
        List<String> diagnosis,
        List<String> wayBack,
        Timeline timeline) {

    /** The version that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    public Report {
        services = List.copyOf(services);
        replaced = List.copyOf(replaced);
        images = Collections.unmodifiableMap(new LinkedHashMap<>(images));
        phases = List.copyOf(phases);
        warnings = List.copyOf(warnings);
        diagnosis = List.copyOf(diagnosis);
        wayBack = List.copyOf(wayBack);
    }

    /**
     * One phase. One that was entered several times is there once, with the sum.
     *
     * @param name a {@link PhaseName}'s word
     * @param durationMillis how long
     */
    public record Phase(String name, long durationMillis) {}
}
