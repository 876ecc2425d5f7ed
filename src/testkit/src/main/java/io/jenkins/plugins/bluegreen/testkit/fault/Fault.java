package io.jenkins.plugins.bluegreen.testkit.fault;

/** What can go wrong with a request. */
public enum Fault {
    /** The object has changed: 409, and nothing is done. */
    CONFLICT(409, "Conflict"),
    /** Too much is asked: 429 with {@code Retry-After: 1}, and nothing is done. */
    TOO_MANY_REQUESTS(429, "TooManyRequests"),
    /** 500, and nothing is done. */
    INTERNAL_ERROR(500, "InternalError"),
    /** 503, and nothing is done. */
    UNAVAILABLE(503, "ServiceUnavailable"),
    /** The request never arrives, and the client waits in vain. */
    TIMEOUT_BEFORE(0, ""),
    /** The server does what it was asked, and the client waits for the answer in vain. */
    TIMEOUT_AFTER(0, ""),
    /** The connection is reset before the request arrives. */
    RESET(0, ""),
    /** A watch ends, as watches do. */
    WATCH_CLOSED(0, ""),
    /** A watch is told that what it asks for is too old: 410. */
    WATCH_GONE(410, "Expired");

    private final int code;
    private final String reason;

    Fault(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The answer's status; 0 if there is no answer. */
    public int code() {
        return code;
    }

    /** The reason that goes with it. */
    String reason() {
        return reason;
    }

    /** Whether it is for watches alone. */
    public boolean watchesOnly() {
        return this == WATCH_CLOSED || this == WATCH_GONE;
    }
}
