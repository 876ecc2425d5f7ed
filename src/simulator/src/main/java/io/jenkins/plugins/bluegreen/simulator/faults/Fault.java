package io.jenkins.plugins.bluegreen.simulator.faults;

import java.time.Duration;

/** What goes wrong with a request. Durations are of the real clock: a client waits by it. */
public sealed interface Fault {
    /**
     * The server answers with a failure, and does nothing.
     *
     * @param code HTTP status
     * @param retryAfterSeconds header of that name; 0 for none
     */
    record Answer(int code, int retryAfterSeconds) implements Fault {}

    /**
     * No answer comes for a time, or as long as the request's own {@code timeout} says; then 504.
     *
     * @param hold how long at most
     * @param done whether the server had acted
     */
    record Timeout(Duration hold, boolean done) implements Fault {}

    /**
     * The connection is cut without an answer.
     *
     * @param done whether the server had acted
     */
    record Drop(boolean done) implements Fault {}

    /**
     * The answer comes late.
     *
     * @param delay before the server acts
     */
    record Delay(Duration delay) implements Fault {}

    /**
     * A watch begins, and the connection is closed after a time.
     *
     * @param after how long it works
     */
    record WatchClosed(Duration after) implements Fault {}

    /**
     * A watch begins, and after a time it says that its version is too old (410), and ends.
     *
     * @param after how long it works
     */
    record WatchExpired(Duration after) implements Fault {}

    /** See {@link Answer}. */
    static Fault answer(int code) {
        return new Answer(code, 0);
    }

    /** 429 with {@code Retry-After}. */
    static Fault tooManyRequests(int retryAfterSeconds) {
        return new Answer(429, retryAfterSeconds);
    }

    /** No answer, and nothing was done. */
    static Fault timeoutBefore(Duration hold) {
        return new Timeout(hold, false);
    }

    /** No answer, but it was done. */
    static Fault timeoutAfter(Duration hold) {
        return new Timeout(hold, true);
    }

    /** The connection is cut, and nothing was done. */
    static Fault dropBefore() {
        return new Drop(false);
    }

    /** The connection is cut, but it was done. */
    static Fault dropAfter() {
        return new Drop(true);
    }
}
