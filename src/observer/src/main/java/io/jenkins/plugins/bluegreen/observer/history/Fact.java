package io.jenkins.plugins.bluegreen.observer.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one object showed, reduced to what a judgement needs. */
public sealed interface Fact {

    /** Which object it is about; none for a {@link Probe}. */
    Optional<Subject> subject();

    /**
     * An object.
     *
     * @param kind its kind
     * @param key its UID, or its name for a Service or slice, which the API server never has twice at once
     */
    record Subject(Kind kind, String key) {}

    /**
     * The Service.
     *
     * @param name its name
     * @param selector empty if it selects nothing
     */
    record Service(String name, Map<String, String> selector) implements Fact {
        /** Copies the map. */
        public Service {
            selector = Map.copyOf(selector);
        }

        @Override
        public Optional<Subject> subject() {
            return Optional.of(new Subject(Kind.SERVICE, name));
        }
    }

    /**
     * One of the Service's EndpointSlices.
     *
     * @param name its name
     * @param family {@code IPv4}, {@code IPv6} or {@code FQDN}
     * @param endpoints ready and unready ones
     */
    record Slice(String name, String family, List<Endpoint> endpoints) implements Fact {
        /** Copies the list. */
        public Slice {
            endpoints = List.copyOf(endpoints);
        }

        @Override
        public Optional<Subject> subject() {
            return Optional.of(new Subject(Kind.SLICE, name));
        }
    }

    /**
     * One endpoint of a slice.
     *
     * @param pod the UID of its pod; empty where the slice names none
     * @param name the pod's name, or empty
     * @param address its first address
     * @param ready its ready condition is not false
     */
    record Endpoint(String pod, String name, String address, boolean ready) {
        /** What tells it from others: the pod, which may stand in two families, else the address. */
        public String identity() {
            return pod.isEmpty() ? "address " + address : pod;
        }
    }

    /**
     * A pod.
     *
     * @param uid its UID
     * @param name its name
     * @param owner its controller, if it has one
     * @param labels its labels
     * @param ready its Ready condition is true
     * @param live it has no deletionTimestamp and has not come to its end
     */
    record Pod(String uid, String name, Optional<Owner> owner, Map<String, String> labels, boolean ready, boolean live)
            implements Fact {
        /** Copies the map. */
        public Pod {
            labels = Map.copyOf(labels);
        }

        @Override
        public Optional<Subject> subject() {
            return Optional.of(new Subject(Kind.POD, uid));
        }

        /** Whether a selector finds it; an empty one finds nothing, as the endpoint controller has it. */
        public boolean matches(Map<String, String> selector) {
            return !selector.isEmpty() && labels.entrySet().containsAll(selector.entrySet());
        }
    }

    /**
     * A ReplicaSet.
     *
     * @param uid its UID
     * @param name its name
     * @param owner its Deployment, if it has one
     * @param desired the replicas that its spec asks for
     * @param ready by its status
     * @param available by its status
     * @param minReadySeconds how long a pod must have been ready to be available
     * @param current its status is of its newest generation
     * @param created its creationTimestamp
     */
    record ReplicaSet(
            String uid,
            String name,
            Optional<Owner> owner,
            int desired,
            int ready,
            int available,
            int minReadySeconds,
            boolean current,
            Instant created)
            implements Fact {
        @Override
        public Optional<Subject> subject() {
            return Optional.of(new Subject(Kind.REPLICA_SET, uid));
        }
    }

    /**
     * An object is there no more.
     *
     * @param gone which
     */
    record Gone(Subject gone) implements Fact {
        @Override
        public Optional<Subject> subject() {
            return Optional.of(gone);
        }
    }

    /**
     * The API server was asked how far its store is. What the store had at the answer was written before the answer
     * came, and what it had not yet, after the question went: so probes bound the observer's own lag from both sides.
     *
     * @param sentNanos when the question went
     */
    record Probe(long sentNanos) implements Fact {
        @Override
        public Optional<Subject> subject() {
            return Optional.empty();
        }
    }
}
