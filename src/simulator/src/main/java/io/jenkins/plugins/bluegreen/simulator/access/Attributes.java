package io.jenkins.plugins.bluegreen.simulator.access;

/**
 * What a request wants to do, in the words of RBAC.
 *
 * @param verb {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch}, {@code delete}, …
 * @param group API group; empty for the core group
 * @param resource plural name
 * @param subresource empty for none
 * @param namespace empty for all of them, or for what lives in none
 * @param name empty for none
 */
public record Attributes(
        String verb, String group, String resource, String subresource, String namespace, String name) {
    /** As in {@code pods/log}. */
    public String path() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** The sentence of a refusal, from {@code User "…"} on. */
    public String refusal(String user) {
        return "User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
                .formatted(
                        user,
                        verb,
                        path(),
                        group,
                        namespace.isEmpty() ? "at the cluster scope" : "in the namespace \"" + namespace + "\"");
    }
}
