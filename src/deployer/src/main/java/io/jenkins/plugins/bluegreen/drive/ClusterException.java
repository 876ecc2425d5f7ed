package io.jenkins.plugins.bluegreen.drive;

/** A request to the cluster that did not succeed. Its message is a sentence that holds no secret. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What can be done about it. */
    public enum Kind {
        /** The object has changed or exists already: look again, decide again. */
        CONFLICT,
        /** The object is gone. */
        GONE,
        /** Later it may go through: no connection, time-out, 429, 5xx. */
        TRANSIENT,
        /** Not logged in, or not allowed. */
        DENIED,
        /** The API server does not accept it. */
        INVALID
    }

    private final Kind kind;

    /**
     * Makes one.
     *
     * @param kind what can be done about it
     * @param message a sentence
     */
    public ClusterException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What can be done about it. */
    public Kind kind() {
        return kind;
    }
}
