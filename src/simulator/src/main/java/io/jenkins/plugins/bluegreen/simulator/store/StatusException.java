package io.jenkins.plugins.bluegreen.simulator.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is answered with a Status other than success. */
public final class StatusException extends RuntimeException {
    private static final long serialVersionUID = 2;
    private final int code;
    private final String reason;
    private final String details;

    /**
     * Makes one without details.
     *
     * @param code HTTP status
     * @param reason Kubernetes's one word
     * @param message a sentence, as the real API server words it
     */
    public StatusException(int code, String reason, String message) {
        this(code, reason, message, Store.object());
    }

    /**
     * Makes one.
     *
     * @param code HTTP status
     * @param reason Kubernetes's one word; empty for none
     * @param message a sentence, as the real API server words it
     * @param details of the Status
     */
    public StatusException(int code, String reason, String message, ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = Json.text(details);
    }

    /** HTTP status. */
    public int code() {
        return code;
    }

    /** Kubernetes's one word. */
    public String reason() {
        return reason;
    }

    /** Seconds after which the server wants to be asked again; 0 if it does not say. */
    public int retryAfterSeconds() {
        return Json.parse(details).path("retryAfterSeconds").asInt();
    }

    /** The Status that is the answer's body. */
    public ObjectNode status() {
        ObjectNode status = Store.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", getMessage());
        if (!reason.isEmpty()) {
            status.put("reason", reason);
        }
        status.set("details", Json.parse(details));
        return status.put("code", code);
    }
}
