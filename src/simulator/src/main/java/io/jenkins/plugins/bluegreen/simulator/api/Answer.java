package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;

/**
 * What a request is answered with.
 *
 * @param code HTTP status
 * @param contentType of the text
 * @param text the body
 * @param retryAfterSeconds header of that name; 0 for none
 */
record Answer(int code, String contentType, String text, int retryAfterSeconds) {
    static Answer of(int code, ObjectNode body) {
        return new Answer(code, "application/json", Json.text(body), 0);
    }

    static Answer of(StatusException failure) {
        return new Answer(failure.code(), "application/json", Json.text(failure.status()), failure.retryAfterSeconds());
    }

    static Answer plain(String text) {
        return new Answer(200, "text/plain", text, 0);
    }
}
