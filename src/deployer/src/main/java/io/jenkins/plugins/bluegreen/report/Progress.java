package io.jenkins.plugins.bluegreen.report;

import java.util.List;

/**
 * How far a run is: what a page or a terminal draws.
 *
 * @param elapsedMillis since the run began
 * @param phase what it is about
 * @param waitsFor what it waits for, in a few words; empty if it is at work
 * @param releases that have pods or are to have some, the oldest first; at most {@value #RELEASES}
 */
public record Progress(long elapsedMillis, PhaseName phase, String waitsFor, List<ReleasePods> releases) {
    /** How many releases are told of at most. */
    public static final int RELEASES = 20;

    public Progress {
        releases = List.copyOf(releases);
    }

    /**
     * The pods of one release, counted.
     *
     * @param release its name
     * @param version its version; empty if nobody wrote it down
     * @param candidate whether the run moves traffic to it
     * @param desiredPods how many there should be
     * @param creatingPods how many are not ready yet
     * @param readyPods how many are ready
     * @param terminatingPods how many are ending
     * @param servingPods how many are ready endpoints of one of the Services
     */
    public record ReleasePods(
            String release,
            String version,
            boolean candidate,
            int desiredPods,
            int creatingPods,
            int readyPods,
            int terminatingPods,
            int servingPods) {}

    /** Whether there is nothing new in the other one but the time. */
    public boolean sameAs(Progress other) {
        return phase == other.phase && waitsFor.equals(other.waitsFor) && releases.equals(other.releases);
    }
}
