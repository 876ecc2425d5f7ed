package io.jenkins.plugins.bluegreen.bench.cluster;

import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import java.util.Optional;

/**
 * What one order did once. Times are milliseconds.
 *
 * @param order its name
 * @param pods size of each version
 * @param warmUp of the new version's pods
 * @param run which of the runs, from 1
 * @param mixedMillis how long endpoints of both versions stood in the Service at once
 * @param earlyEndpoints pods of the new version that were endpoints before all of it was available
 * @param fewestReadyEndpoints the fewest at any time
 * @param belowFloorMillis how long there were fewer than the size
 * @param zeroMillis how long there was none
 * @param cutoverMillis from the last pod of the new version being ready, or the begin if it was before, to the old version
 *     without endpoints; null if that never came
 * @param moveMillis from the Service's first new selector to the old version without endpoints; null if there was none
 * @param requests to the API server by the audit log; null where there is none
 * @param reactionMillis from the last status of a ReplicaSet to the order's first write of a Service, by the audit log; null where
 *     there is none
 * @param load what a steady load met; null where pods do not answer
 */
public record Sample(
        String order,
        int pods,
        String warmUp,
        int run,
        double mixedMillis,
        int earlyEndpoints,
        int fewestReadyEndpoints,
        double belowFloorMillis,
        double zeroMillis,
        Double cutoverMillis,
        Double moveMillis,
        Integer requests,
        Double reactionMillis,
        Load load) {

    /**
     * What a steady load met.
     *
     * @param requests how many were made
     * @param failures how many had no answer
     * @param mixedMillis from the first answer of the new version to the last of the old one; 0 if they do not overlap
     */
    public record Load(int requests, int failures, double mixedMillis) {}

    /**
     * What is left of a cutover without what comes before the status, which is the ReplicaSet controller's part: until the first
     * write, and from the new selector on. Null where one of them is.
     */
    public Double sinceStatusMillis() {
        return reactionMillis == null || moveMillis == null ? null : Double.valueOf(reactionMillis + moveMillis);
    }

    static Sample of(
            String order, int run, String warmUp, Observation seen, Optional<Meters.Requests> requests, Load load) {
        return new Sample(
                order,
                seen.floor(),
                warmUp,
                run,
                seen.mixedTotalMillis(),
                seen.earlyEndpoints(),
                seen.fewestReadyEndpoints() == null ? 0 : seen.fewestReadyEndpoints(),
                seen.belowFloorMillis(),
                seen.zeroMillis(),
                seen.cutoverMillis(),
                move(seen),
                requests.map(Meters.Requests::number).orElse(null),
                requests.map(Meters.Requests::reactionMillis).orElse(null),
                load);
    }

    private static Double move(Observation seen) {
        if (seen.selectors().size() < 2 || seen.cutoverMillis() == null) {
            return null;
        }
        double from = seen.selectors().get(1).atMillis();
        return seen.releases().stream()
                .filter(release -> !release.name().equals(seen.candidate()) && release.lastEndpointAtMillis() != null)
                .map(release -> Math.max(0, release.lastEndpointAtMillis() - from))
                .max(Double::compare)
                .orElse(null);
    }
}
