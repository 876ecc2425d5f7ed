package io.jenkins.plugins.bluegreen.decide;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a decision needs to know of a pod.
 *
 * @param name its name
 * @param uid its UID
 * @param labels all its labels
 * @param ready its Ready condition, read from the pod itself
 * @param neverReady whether that is known to have been false since its birth: it was seen before it had an address, and
 *     each change since
 * @param terminating whether it has a deletion timestamp
 * @param finished whether it has succeeded or failed for good
 * @param addresses its addresses, one for each family; empty as long as it has none
 * @param node name of its node, if it has one
 * @param troubles what its containers wait for or died of
 * @param unschedulable what the scheduler says, since when, if it finds no node
 */
public record Pod(
        String name,
        String uid,
        Map<String, String> labels,
        boolean ready,
        boolean neverReady,
        boolean terminating,
        boolean finished,
        List<String> addresses,
        Optional<String> node,
        List<Trouble> troubles,
        Optional<Unschedulable> unschedulable) {

    public Pod {
        labels = Map.copyOf(labels);
        addresses = List.copyOf(addresses);
        troubles = List.copyOf(troubles);
    }

    /** Whether its controller still counts it: neither terminating nor finished. */
    public boolean active() {
        return !terminating && !finished;
    }

    /** Whether it should be a ready endpoint of a Service that selects it. */
    public boolean servable() {
        return active() && ready;
    }

    /**
     * A container that does not run as it should.
     *
     * @param container its name
     * @param reason Kubernetes's reason, such as {@code ImagePullBackOff}
     * @param message what the kubelet says; may be empty
     * @param restarts how often it was restarted
     */
    public record Trouble(String container, String reason, String message, int restarts) {}

    /**
     * The scheduler finds no node.
     *
     * @param message what the scheduler says
     * @param since when it said so first
     */
    public record Unschedulable(String message, Instant since) {}
}
