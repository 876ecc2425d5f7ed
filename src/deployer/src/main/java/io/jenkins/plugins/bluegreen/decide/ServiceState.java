package io.jenkins.plugins.bluegreen.decide;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A Service that the run was told of, with its slices.
 *
 * @param name its name
 * @param uid its UID
 * @param resourceVersion for guarded writes
 * @param type {@code ClusterIP}, {@code NodePort}, {@code LoadBalancer} or {@code ExternalName}
 * @param selector its selector now; empty if it has none
 * @param labels its labels
 * @param annotations its annotations
 * @param record of a cutover that is under way on it, as its annotation tells it
 * @param families its address families
 * @param ports its ports
 * @param traits what makes a cutover behave otherwise
 * @param selectorManagers field managers that wrote its selector
 * @param slices its EndpointSlices
 */
public record ServiceState(
        String name,
        String uid,
        String resourceVersion,
        String type,
        Map<String, String> selector,
        Map<String, String> labels,
        Map<String, String> annotations,
        Optional<CutoverRecord> record,
        List<String> families,
        List<Port> ports,
        Traits traits,
        List<String> selectorManagers,
        List<Slice> slices) {
    public ServiceState {
        selector = Map.copyOf(selector);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        families = List.copyOf(families);
        ports = List.copyOf(ports);
        selectorManagers = List.copyOf(selectorManagers);
        slices = List.copyOf(slices);
    }

    /**
     * A port of a Service.
     *
     * @param name its name; empty if it has none
     * @param port its number
     * @param targetPort number or name of the pods' port
     */
    public record Port(String name, int port, String targetPort) {}

    /**
     * What makes a cutover of a Service behave otherwise.
     *
     * @param headless no cluster address
     * @param publishNotReadyAddresses unready pods are endpoints
     * @param externalTrafficPolicyLocal load balancers track the nodes of its pods
     * @param loadBalancerTracksPods a load balancer has the pods themselves as targets
     * @param sessionAffinity clients stay on the pod that they had
     */
    public record Traits(
            boolean headless,
            boolean publishNotReadyAddresses,
            boolean externalTrafficPolicyLocal,
            boolean loadBalancerTracksPods,
            boolean sessionAffinity) {}

    /** The same one with other slices. */
    public ServiceState with(List<Slice> newSlices) {
        return new ServiceState(
                name,
                uid,
                resourceVersion,
                type,
                selector,
                labels,
                annotations,
                record,
                families,
                ports,
                traits,
                selectorManagers,
                newSlices);
    }

    /** Whether it has a record that cannot be read. */
    public boolean recordUnreadable() {
        return annotations.containsKey(Keys.CUTOVER) && record.isEmpty();
    }

    /** The slices that its controller manages. */
    public Stream<Slice> managedSlices() {
        return slices.stream().filter(Slice::managed);
    }

    /** UIDs of the pods that are ready endpoints of it, in whatever family. */
    public Set<String> readyPods() {
        Set<String> uids = new HashSet<>();
        for (Slice slice : slices) {
            for (Slice.Endpoint endpoint : slice.endpoints()) {
                if (endpoint.ready()) {
                    uids.add(endpoint.podUid());
                }
            }
        }
        return uids;
    }
}
