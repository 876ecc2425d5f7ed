package io.jenkins.plugins.bluegreen.decide;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Writes of others to a Service while its traffic is being moved. One that puts the owner's selector back whole is
 * answered once; one that merges it with ours would match nothing, and is repaired at once, each time.
 */
final class Disturbances {
    private static final int WHOLE = 1;
    private static final int MERGED = 5;

    private Disturbances() {}

    /**
     * Notes that a Service which this run had pointed at its target is pointed elsewhere.
     *
     * @param s now
     * @param service as it is now
     * @param during the selector that it was given; empty if even the record of that is gone
     */
    static void note(Situation s, ServiceState service, Optional<Map<String, String>> during) {
        boolean merged = during.filter(ours -> merged(service, ours)).isPresent();
        s.learned.warning("Somebody wrote the selector of Service %s while its traffic was being moved"
                .formatted(service.name()));
        s.learned.disturbance((merged ? "merged:" : "whole:") + service.name() + "@" + service.resourceVersion());
    }

    /** Whether ours stands in it, with something of the owner's beside it. */
    static boolean merged(ServiceState service, Map<String, String> during) {
        return service.selector().size() > during.size() && Proof.has(service.selector(), during);
    }

    /** Whether it is of no use to write it again. */
    static boolean tooMany(Situation s) {
        return s.learned.disturbances("whole:") > WHOLE || s.learned.disturbances("merged:") > MERGED;
    }

    /** Whether Services that were pointed at the target have lost even the record of that, more than once. */
    static boolean putBackTooOften(Situation s) {
        s.services().stream()
                .filter(service -> s.remembers(Situation.FLIPPED + service.name()))
                .forEach(service -> note(s, service, Optional.empty()));
        return tooMany(s);
    }

    static String sentence(Collection<String> services) {
        return "Somebody else writes the selector of Service %s again and again; find out who (kubectl get service %s -o yaml --show-managed-fields) and run this again"
                .formatted(String.join(", ", services), services.iterator().next());
    }
}
