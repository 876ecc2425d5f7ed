package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.faults.Fault;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;

/** What the real server says when it fails like this. */
final class FaultAnswers {
    private FaultAnswers() {}

    static StatusException of(Fault.Answer fault) {
        ObjectNode details = Store.object();
        if (fault.retryAfterSeconds() > 0) {
            details.put("retryAfterSeconds", fault.retryAfterSeconds());
        }
        return switch (fault.code()) {
            case 401 -> new StatusException(401, "Unauthorized", "Unauthorized");
            case 403 -> new StatusException(403, "Forbidden", "forbidden: by a fault that a test asked for");
            case 404 -> new StatusException(404, "NotFound", "the server could not find the requested resource");
            case 409 ->
                new StatusException(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled: the object has been modified; please apply your changes to the latest version and try again");
            case 410 -> new StatusException(410, "Expired", "The resourceVersion for the provided list is too old.");
            case 422 ->
                new StatusException(422, "Invalid", "the server rejected our request due to an error in our request");
            case 429 ->
                new StatusException(429, "TooManyRequests", "Too many requests, please try again later.", details);
            case 503 ->
                new StatusException(
                        503, "ServiceUnavailable", "the server is currently unable to handle the request", details);
            case 504 -> new StatusException(504, "Timeout", "request did not complete within the allotted timeout");
            default ->
                new StatusException(
                        fault.code(), "InternalError", "Internal error occurred: by a fault that a test asked for");
        };
    }
}
