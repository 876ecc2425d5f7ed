package io.jenkins.plugins.bluegreen.bench.controller;

import java.util.Locale;

/**
 * What deployments that wait take of the process that drives them, beyond what it took before.
 *
 * @param deployments how many wait
 * @param what for: {@code warm-up}, with the Leases held and renewed, or {@code gate}
 * @param threads live threads more than before the first
 * @param heapMegabytes heap in use after a collection, more than before the first
 * @param processorShare of one processor, while they wait
 * @param startedSeconds how long it took until all of them waited
 */
public record Waiting(
        int deployments, String what, int threads, double heapMegabytes, double processorShare, double startedSeconds) {

    /** A line of a Markdown table. */
    public String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %d | %.1f | %.2f |",
                deployments,
                what,
                threads,
                heapMegabytes,
                processorShare);
    }
}
