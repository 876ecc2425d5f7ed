package io.jenkins.plugins.bluegreen.simulator.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
record Path(String group, String version, String namespace, String resource, String name, String subresource) {
    private static final Pattern FORM = Pattern.compile(
            "/(?:api|apis/(?<group>[^/]+))/(?<version>v[^/]+)(?:/namespaces/(?<ns>[^/]+)(?=/[^/]))?/(?<resource>[^/]+)(?:/(?<name>[^/]+))?(?:/(?<sub>[^/]+))?");

    static Optional<Path> parse(String path) {
        Matcher found = FORM.matcher(path);
        return found.matches()
                ? Optional.of(new Path(
                        text(found, "group"),
                        text(found, "version"),
                        text(found, "ns"),
                        text(found, "resource"),
                        text(found, "name"),
                        text(found, "sub")))
                : Optional.empty();
    }

    private static String text(Matcher found, String name) {
        String text = found.group(name);
        return text == null ? "" : text;
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }
}
