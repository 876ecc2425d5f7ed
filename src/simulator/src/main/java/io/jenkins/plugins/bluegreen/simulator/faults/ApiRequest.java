package io.jenkins.plugins.bluegreen.simulator.faults;

/**
 * A request as the API server got it.
 *
 * @param number of the request since the cluster's start, from 1
 * @param method of HTTP
 * @param path without the query
 * @param query as it was sent; may be empty
 * @param userAgent empty if there was none
 * @param user name of whose token it brought
 * @param verb in the words of RBAC: {@code watch} and {@code list} are not {@code get}
 * @param resource plural name; empty for a path that names none
 * @param subresource empty for none
 * @param namespace empty for none
 * @param name of the object; empty for a collection
 */
public record ApiRequest(
        long number,
        String method,
        String path,
        String query,
        String userAgent,
        String user,
        String verb,
        String resource,
        String subresource,
        String namespace,
        String name) {

    /** Whether it is to change something; a review is a question, and a dry run too. */
    public boolean writes() {
        boolean question = resource.endsWith("reviews") || query.contains("dryRun=All");
        return !method.equals("GET") && !question;
    }

    /** Whether it stays open. */
    public boolean watches() {
        return verb.equals("watch");
    }

    @Override
    public String toString() {
        return "%d %s %s%s by %s".formatted(number, method, path, query.isEmpty() ? "" : "?" + query, userAgent);
    }
}
