package io.jenkins.plugins.bluegreen.observer.measure;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a Service went through, in numbers. An endpoint is one whose ready condition is not false, counted by pod. All
 * times are milliseconds to the microsecond; those called {@code At} count from the begin of the recording, or of the part
 * of it that was measured.
 *
 * @param schemaVersion of this record as JSON
 * @param namespace of the Service
 * @param service its name
 * @param beganAt the begin by the wall clock, ISO-8601
 * @param durationMillis how long it was watched
 * @param candidate name of the release that was to serve at the end; null if none was named and none served
 * @param releases all that had pods, or were made, by name
 * @param states how many different states the endpoints were in; 1 if nothing ever changed
 * @param mixedWindows how often endpoints of two or more releases stood in the Service at once
 * @param mixedTotalMillis for how long in all
 * @param mixedLongestMillis for how long at most
 * @param earlyEndpoints how many pods of the candidate were endpoints before all of it was available
 * @param earlyMillis for how long it had such endpoints
 * @param fewestReadyEndpoints since the first endpoint was seen; null if none ever was
 * @param floor the number that {@code belowFloorMillis} is about
 * @param belowFloorMillis how long there were fewer, since the first endpoint was seen
 * @param zeroMillis how long there was none, since the first was seen
 * @param cutoverMillis from the last pod of the candidate being ready (or the begin, if it was before) to the last endpoint
 *     of another release being gone; null if the candidate was never all ready, if there was no other, or one is left
 * @param leaks what is left of other releases at the end
 * @param selectors the Service's selectors, the first as it was at the begin
 * @param lag how far the observer was behind
 * @param blind the times without sight
 */
@JsonPropertyOrder({"schemaVersion"})
public record Observation(
        int schemaVersion,
        String namespace,
        String service,
        String beganAt,
        double durationMillis,
        String candidate,
        List<ReleaseTimes> releases,
        int states,
        int mixedWindows,
        double mixedTotalMillis,
        double mixedLongestMillis,
        int earlyEndpoints,
        double earlyMillis,
        Integer fewestReadyEndpoints,
        int floor,
        double belowFloorMillis,
        double zeroMillis,
        Double cutoverMillis,
        List<Leak> leaks,
        List<SelectorChange> selectors,
        Lag lag,
        List<BlindTime> blind) {

    /** The version of this record as JSON. */
    public static final int SCHEMA_VERSION = 1;

    /** Copies the lists. */
    public Observation {
        releases = List.copyOf(releases);
        leaks = List.copyOf(leaks);
        selectors = List.copyOf(selectors);
        blind = List.copyOf(blind);
    }

    /**
     * A release's part. Times are null for what did not happen, and 0 for what was so at the begin.
     *
     * @param name of the owner of its pods
     * @param kind of it; empty if it is not known
     * @param firstSeenAtMillis when its ReplicaSet or first pod was seen
     * @param allReadyAtMillis when all the pods that it was asked to have were available for the first time
     * @param firstEndpointAtMillis when it had its first endpoint
     * @param lastEndpointAtMillis when the last of its endpoints went; null also if it has some at the end
     * @param desired how many pods it is asked to have at the end
     * @param mostEndpoints the most ready endpoints that it had
     * @param endpointsAtEnd how many it has at the end
     */
    public record ReleaseTimes(
            String name,
            String kind,
            Double firstSeenAtMillis,
            Double allReadyAtMillis,
            Double firstEndpointAtMillis,
            Double lastEndpointAtMillis,
            int desired,
            int mostEndpoints,
            int endpointsAtEnd) {}

    /**
     * Something of another release that is left at the end.
     *
     * @param pod its name
     * @param release whose it is
     * @param endpoint it is a ready endpoint
     * @param selected it is a live pod with the labels that the Service selects by
     */
    public record Leak(String pod, String release, boolean endpoint, boolean selected) {}

    /**
     * A selector that the Service had.
     *
     * @param atMillis since when
     * @param selector empty for none, or for no Service
     */
    public record SelectorChange(double atMillis, Map<String, String> selector) {
        /** Copies the map. */
        public SelectorChange {
            selector = Map.copyOf(selector);
        }
    }

    /**
     * How far the observer was behind the cluster. Nobody can know it exactly without writing to the cluster; it is known from
     * both sides by the order of resourceVersions. A change was written before anything later was seen, so what is seen
     * after that is late by the difference at least; and after the last probe that did not have it was sent, so it is not later than that.
     * Probes are rare, so the upper bound is mostly the time between two of them.
     *
     * @param atLeastMillis the worst that is proven
     * @param atMostMillis the worst that is possible; null if no probe was made, or versions cannot be compared
     * @param roundTripMillis the median of the probes' times from question to answer; null if there were none
     */
    public record Lag(double atLeastMillis, Double atMostMillis, Double roundTripMillis) {}

    /**
     * A time without sight.
     *
     * @param kind what was not seen
     * @param fromMillis since when
     * @param untilMillis till when
     * @param lost whether changes may have come and gone unseen; else they were told late, and in order
     */
    public record BlindTime(String kind, double fromMillis, double untilMillis, boolean lost) {}

    /** The releases that have endpoints at the end, with how many. */
    public Map<String, Integer> servingAtEnd() {
        return releases.stream()
                .filter(release -> release.endpointsAtEnd() > 0)
                .collect(
                        Collectors.toMap(ReleaseTimes::name, ReleaseTimes::endpointsAtEnd, Integer::sum, TreeMap::new));
    }

    /** The selector at the end; empty for none. */
    public Map<String, String> selectorAtEnd() {
        return selectors.isEmpty()
                ? Map.of()
                : selectors.get(selectors.size() - 1).selector();
    }

    /**
     * One release's part.
     *
     * @param name of it; of several with one name the one that was seen last
     * @return its part, or null if there was no such release
     */
    public ReleaseTimes release(String name) {
        return releases.stream()
                .filter(release -> release.name().equals(name))
                .reduce((first, second) -> second)
                .orElse(null);
    }
}
