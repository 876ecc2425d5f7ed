package io.jenkins.plugins.bluegreen.observer.history;

/** The kinds of object that are watched. */
public enum Kind {
    /** The Service itself. */
    SERVICE("Service"),
    /** The Service's EndpointSlices. */
    SLICE("EndpointSlices"),
    /** All pods of the namespace: a release's pods cannot be told from others before they are seen. */
    POD("pods"),
    /** All ReplicaSets of the namespace. */
    REPLICA_SET("ReplicaSets");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** As people say it. */
    public String words() {
        return words;
    }
}
