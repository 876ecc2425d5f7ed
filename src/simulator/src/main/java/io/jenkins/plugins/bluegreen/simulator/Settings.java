package io.jenkins.plugins.bluegreen.simulator;

import io.jenkins.plugins.bluegreen.simulator.time.RealTime;
import io.jenkins.plugins.bluegreen.simulator.time.Scheduler;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How an embedded cluster is.
 *
 * @param speed of its controllers and pods
 * @param port of the API server; 0 for a free one
 * @param tls whether it asks for TLS
 * @param nodes how many there are
 * @param dualStack whether pods and Services can have IPv6 addresses too
 * @param podServers whether each pod is an HTTP server on loopback, and tells of its life by events
 * @param bookmarks how often watches are told the version, if they ask for that
 * @param seed of everything random
 * @param time makes the clock that the controllers go by; it is closed with the cluster
 */
public record Settings(
        Speed speed,
        int port,
        boolean tls,
        int nodes,
        boolean dualStack,
        boolean podServers,
        Duration bookmarks,
        long seed,
        Supplier<Scheduler> time) {

    /** Fast, for tests. */
    public static Settings fast() {
        return new Settings(Speed.fast(), 0, true, 4, false, true, Duration.ofSeconds(10), 1, RealTime::new);
    }

    /** The same with another speed. */
    public Settings withSpeed(Speed other) {
        return new Settings(other, port, tls, nodes, dualStack, podServers, bookmarks, seed, time);
    }

    /** The same with another warm-up. */
    public Settings withWarmup(Duration min, Duration max) {
        return withSpeed(speed.withWarmup(min, max));
    }

    /** The same on another port. */
    public Settings withPort(int other) {
        return new Settings(speed, other, tls, nodes, dualStack, podServers, bookmarks, seed, time);
    }

    /** The same in the clear, for those who have much to ask: most of what a handshake takes is arithmetic. */
    public Settings withoutTls() {
        return new Settings(speed, port, false, nodes, dualStack, podServers, bookmarks, seed, time);
    }

    /** The same with another number of nodes. */
    public Settings withNodes(int other) {
        return new Settings(speed, port, tls, other, dualStack, podServers, bookmarks, seed, time);
    }

    /** The same with both address families. */
    public Settings withDualStack() {
        return new Settings(speed, port, tls, nodes, true, podServers, bookmarks, seed, time);
    }

    /** The same with pods that answer nothing and tell no events: for thousands of them. */
    public Settings withoutPodServers() {
        return new Settings(speed, port, tls, nodes, dualStack, false, bookmarks, seed, time);
    }

    /** The same with other random numbers. */
    public Settings withSeed(long other) {
        return new Settings(speed, port, tls, nodes, dualStack, podServers, bookmarks, other, time);
    }

    /** The same with bookmarks at another pace. */
    public Settings withBookmarks(Duration other) {
        return new Settings(speed, port, tls, nodes, dualStack, podServers, other, seed, time);
    }

    /** The same on a given clock, such as one that a test steps. */
    public Settings withTime(Scheduler other) {
        return new Settings(speed, port, tls, nodes, dualStack, podServers, bookmarks, seed, () -> other);
    }
}
