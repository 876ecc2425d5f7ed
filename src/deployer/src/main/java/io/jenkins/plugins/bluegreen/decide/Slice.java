package io.jenkins.plugins.bluegreen.decide;

import java.util.List;
import java.util.Map;

/**
 * An EndpointSlice of a Service.
 *
 * @param name its name
 * @param family {@code IPv4} or {@code IPv6}
 * @param managed whether the EndpointSlice controller manages it; others may write slices too
 * @param labels its labels; the controller copies the Service's into them in the same sync
 * @param endpoints its endpoints
 */
public record Slice(String name, String family, boolean managed, Map<String, String> labels, List<Endpoint> endpoints) {
    public Slice {
        labels = Map.copyOf(labels);
        endpoints = List.copyOf(endpoints);
    }

    /**
     * One endpoint.
     *
     * @param podUid UID of its pod; empty if it has none
     * @param podName name of its pod or its address
     * @param ready {@code ready != false}
     * @param ports how many ports of the Service its slice resolves
     */
    public record Endpoint(String podUid, String podName, boolean ready, int ports) {}
}
