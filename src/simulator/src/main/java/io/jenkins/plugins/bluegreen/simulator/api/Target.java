package io.jenkins.plugins.bluegreen.simulator.api;

import io.jenkins.plugins.bluegreen.simulator.access.Attributes;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the path of a request names.
 *
 * @param group API group; empty for the core group
 * @param version of the group
 * @param namespace empty if it names none
 * @param resource plural name
 * @param name empty for the collection
 * @param subresource empty if it names none
 */
record Target(String group, String version, String namespace, String resource, String name, String subresource) {
    private static final Set<String> OF_NAMESPACE = Set.of("status", "finalize");

    static Optional<Target> parse(String path) {
        List<String> parts =
                Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
        if (parts.size() < 3 || !parts.get(0).equals("api") && (!parts.get(0).equals("apis") || parts.size() < 4)) {
            return Optional.empty();
        }
        boolean core = parts.get(0).equals("api");
        String group = core ? "" : parts.get(1);
        String version = parts.get(core ? 1 : 2);
        List<String> rest = parts.subList(core ? 2 : 3, parts.size());
        boolean inside = rest.get(0).equals("namespaces") && rest.size() > 2 && !OF_NAMESPACE.contains(rest.get(2));
        String namespace = inside ? rest.get(1) : "";
        List<String> last = inside ? rest.subList(2, rest.size()) : rest;
        return last.size() > 3
                ? Optional.empty()
                : Optional.of(new Target(group, version, namespace, last.get(0), at(last, 1), at(last, 2)));
    }

    private static String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    Optional<Kind> kind() {
        return Kinds.find(group, version, resource);
    }

    Attributes attributes(String method, boolean watch) {
        String verb =
                switch (method) {
                    case "GET", "HEAD" -> !name.isEmpty() ? "get" : watch ? "watch" : "list";
                    case "POST" -> "create";
                    case "PUT" -> "update";
                    case "PATCH" -> "patch";
                    default -> name.isEmpty() ? "deletecollection" : "delete";
                };
        return new Attributes(verb, group, resource, subresource, namespace, name);
    }
}
