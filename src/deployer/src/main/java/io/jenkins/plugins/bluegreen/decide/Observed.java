package io.jenkins.plugins.bluegreen.decide;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the cluster shows, and the few things that only this run can know.
 *
 * @param services the Services that the request or a cutover's record names, by name; one that is missing is not in it
 * @param otherServices the namespace's other Services that have a selector
 * @param releases every ReplicaSet that no Deployment owns, and every Deployment, of the namespace that matters: those
 *     of the workload and those that have endpoints of the Services or match their selectors
 * @param lock whether this run holds the Leases
 * @param facts what only this run can know
 */
public record Observed(
        Map<String, ServiceState> services,
        List<OtherService> otherServices,
        List<Release> releases,
        Lock lock,
        Facts facts) {
    public Observed {
        services = Map.copyOf(services);
        otherServices = List.copyOf(otherServices);
        releases = List.copyOf(releases);
    }

    /**
     * A Service that the run was not told of.
     *
     * @param name its name
     * @param selector its selector
     * @param previewOf name of the release that it is our preview of, if it is one
     */
    public record OtherService(String name, Map<String, String> selector, Optional<String> previewOf) {
        public OtherService {
            selector = Map.copyOf(selector);
        }
    }

    /** Whether this run holds the Leases of its Services and workload. */
    public sealed interface Lock {
        /** Not asked for yet, or given back. */
        record Free() implements Lock {}

        /** Held. */
        record Held() implements Lock {}

        /**
         * Another run holds it.
         *
         * @param lease name of the Lease
         * @param holder the run that holds it
         * @param url where that run can be looked at, as it says; may be empty
         * @param since since when, as the Lease says; may be empty
         */
        record Denied(String lease, String holder, String url, String since) implements Lock {}

        /**
         * It was held and has been taken over by another run, because it could not be renewed in time.
         *
         * @param lease name of the Lease
         * @param holder the run that holds it now
         */
        record Lost(String lease, String holder) implements Lock {}
    }

    /** The release with this UID, if it is there. */
    public Optional<Release> release(ReleaseId id) {
        return releases.stream().filter(each -> each.uid().equals(id.uid())).findFirst();
    }

    /** The release with this name, if it is there. */
    public Optional<Release> release(String name) {
        return releases.stream().filter(each -> each.name().equals(name)).findFirst();
    }
}
