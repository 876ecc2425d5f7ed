package io.jenkins.plugins.bluegreen.testkit.fault;

import java.net.URI;

/**
 * A request as the client made it.
 *
 * @param method such as {@code PATCH}; {@code WATCH} for a watch
 * @param path without the query
 * @param query empty if there is none
 * @param atNanos when, by {@link System#nanoTime}
 */
public record Call(String method, String path, String query, long atNanos) {
    static Call of(String method, URI uri) {
        String query = uri.getQuery() == null ? "" : uri.getQuery();
        return new Call(method, uri.getPath(), query, System.nanoTime());
    }

    /** Whether it changes something if it succeeds. Reviews and dry runs do not. */
    public boolean writes() {
        return !method.equals("GET")
                && !method.equals("WATCH")
                && !query.contains("dryRun=All")
                && !path.endsWith("accessreviews");
    }

    /** Whether it is a watch. */
    public boolean watches() {
        return method.equals("WATCH");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
