package io.jenkins.plugins.bluegreen.observer.measure;

import java.util.Map;
import java.util.Optional;

/**
 * What a Service was promised.
 *
 * @param mixedAllowed two releases may serve at once, as in an overlapping cutover
 * @param release name of the one that alone must serve at the end; empty for any one
 * @param selector what the Service must select by at the end; empty for anything
 */
public record Expectations(boolean mixedAllowed, Optional<String> release, Optional<Map<String, String>> selector) {

    /** Copies the map. */
    public Expectations {
        selector = selector.map(Map::copyOf);
    }

    /** A cutover that never mixes, to this release. */
    public static Expectations atomic(String release) {
        return new Expectations(false, Optional.of(release), Optional.empty());
    }

    /** A cutover in which both may serve for a while, to this release. */
    public static Expectations overlap(String release) {
        return new Expectations(true, Optional.of(release), Optional.empty());
    }

    /** The same, and the Service has this selector at the end. */
    public Expectations withSelector(Map<String, String> wanted) {
        return new Expectations(mixedAllowed, release, Optional.of(wanted));
    }
}
