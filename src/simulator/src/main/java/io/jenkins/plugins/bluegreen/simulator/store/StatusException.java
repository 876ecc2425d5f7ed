package io.jenkins.plugins.bluegreen.simulator.store;

/** A request that is answered with a Status other than success. */
public final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int code;
    private final String reason;

    /**
     * Makes one.
     *
     * @param code HTTP status
     * @param reason Kubernetes's one word
     * @param message a sentence, as the real API server words it
     */
    public StatusException(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    /** HTTP status. */
    public int code() {
        return code;
    }

    /** Kubernetes's one word. */
    public String reason() {
        return reason;
    }
}
