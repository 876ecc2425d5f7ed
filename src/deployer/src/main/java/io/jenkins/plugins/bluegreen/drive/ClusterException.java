package io.jenkins.plugins.bluegreen.drive;

import java.time.Duration;
import java.util.Optional;

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
    private final Duration retryAfter;

    /**
     * Makes one.
     *
     * @param kind what can be done about it
     * @param message a sentence
     */
    public ClusterException(Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    /**
     * Makes one.
     *
     * @param kind what can be done about it
     * @param message a sentence
     * @param retryAfter how long the API server wants to be left alone
     */
    public ClusterException(Kind kind, String message, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter.orElse(null);
    }

    /** What can be done about it. */
    public Kind kind() {
        return kind;
    }

    /** How long the API server wants to be left alone, if it says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
