package io.jenkins.plugins.bluegreen.drive;

import java.util.concurrent.CompletionException;

/** Reads what a failed stage says. */
final class Failures {
    private Failures() {}

    static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? cause(error.getCause()) : error;
    }

    /** The failed request; anything else is a bug, and is thrown. */
    static ClusterException of(Throwable error) {
        if (cause(error) instanceof ClusterException failure) {
            return failure;
        }
        throw new IllegalStateException("A request failed in a way that is not a request's", cause(error));
    }

    /** The kind of a failed request; anything else is a bug, and is thrown. */
    static ClusterException.Kind kind(Throwable error) {
        return of(error).kind();
    }
}
