package io.jenkins.plugins.bluegreen.kubernetes;

import io.jenkins.plugins.bluegreen.drive.ClusterException;
import java.util.concurrent.CompletionException;

/** Reads how a request failed. */
final class Rests {
    private Rests() {}

    static ClusterException failure(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof ClusterException failure
                ? failure
                : new ClusterException(ClusterException.Kind.TRANSIENT, String.valueOf(cause));
    }
}
