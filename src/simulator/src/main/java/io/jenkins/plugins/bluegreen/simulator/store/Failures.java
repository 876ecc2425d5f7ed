package io.jenkins.plugins.bluegreen.simulator.store;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The answers of apimachinery's {@code api/errors}, word for word. */
public final class Failures {
    private static final String STALE =
            "the object has been modified; please apply your changes to the latest version and try again";

    private Failures() {}

    private static ObjectNode details(Kind kind, String name) {
        return details(kind.group(), kind.plural(), name);
    }

    private static ObjectNode details(String group, String kind, String name) {
        ObjectNode details = Store.object();
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        return details.put("kind", kind);
    }

    /** 404. */
    public static StatusException notFound(Kind kind, String name) {
        return new StatusException(
                404, "NotFound", "%s \"%s\" not found".formatted(kind.qualified(), name), details(kind, name));
    }

    /** 404 for a path that the server does not know. */
    public static StatusException noSuchPath() {
        return new StatusException(404, "NotFound", "the server could not find the requested resource");
    }

    /** 409 at creation. */
    public static StatusException alreadyExists(Kind kind, String name) {
        return new StatusException(
                409,
                "AlreadyExists",
                "%s \"%s\" already exists".formatted(kind.qualified(), name),
                details(kind, name));
    }

    /** 409, because of what was read is not the latest. */
    public static StatusException stale(Kind kind, String name) {
        return conflict(kind, name, STALE);
    }

    /** 409 at an update. */
    public static StatusException conflict(Kind kind, String name, String why) {
        return new StatusException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on %s \"%s\": %s".formatted(kind.qualified(), name, why),
                details(kind, name));
    }

    /** 409 at a deletion, which names the kind and not the resource. */
    public static StatusException precondition(Kind kind, String name, String why) {
        return new StatusException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on %s \"%s\": %s".formatted(kind.qualifiedName(), name, why),
                details(kind.group(), kind.name(), name));
    }

    /** 403 by admission. */
    public static StatusException forbidden(Kind kind, String name, String why) {
        String object = name.isEmpty() ? kind.qualified() : "%s \"%s\"".formatted(kind.qualified(), name);
        return new StatusException(403, "Forbidden", "%s is forbidden: %s".formatted(object, why), details(kind, name));
    }

    /** 400. */
    public static StatusException badRequest(String message) {
        return new StatusException(400, "BadRequest", message);
    }

    /** 422 without details: a JSON Patch that cannot be applied, a failed test included. */
    public static StatusException unprocessable() {
        return new StatusException(422, "Invalid", "the server rejected our request due to an error in our request");
    }

    /** 410 for a version whose changes are forgotten. */
    public static StatusException expired(long asked, long oldest) {
        return new StatusException(
                410, "Expired", "too old resource version: %d (%d)".formatted(asked, oldest), Store.object());
    }

    /** 410 for a page of a list that is forgotten. */
    public static StatusException continueExpired() {
        return new StatusException(
                410,
                "Expired",
                "The provided continue parameter is too old to display a consistent list result. You can start a new"
                        + " list without the continue parameter.");
    }

    /** 504 for a version that is yet to come. */
    public static StatusException tooLarge(long asked, long current) {
        ObjectNode details = Store.object();
        details.putArray("causes")
                .addObject()
                .put("reason", "ResourceVersionTooLarge")
                .put("message", "Too large resource version");
        details.put("retryAfterSeconds", 1);
        return new StatusException(
                504, "Timeout", "Too large resource version: %d, current: %d".formatted(asked, current), details);
    }

    /** 504 for a request that took too long. */
    public static StatusException timeout() {
        return new StatusException(
                504,
                "Timeout",
                "Timeout: request did not complete within requested timeout - context deadline exceeded");
    }

    /** 405. */
    public static StatusException methodNotAllowed() {
        return new StatusException(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    /** 401. */
    public static StatusException unauthorized() {
        return new StatusException(401, "Unauthorized", "Unauthorized");
    }
}
