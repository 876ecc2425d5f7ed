package io.jenkins.plugins.bluegreen.observer.watch;

import io.jenkins.plugins.bluegreen.observer.history.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What is listed and watched of one kind.
 *
 * @param kind of the objects
 * @param path of the collection
 * @param query that narrows it, or empty
 */
record Resource(Kind kind, String path, String query) {

    /** The Service first: probes ask for it. */
    static List<Resource> of(String namespace, String service) {
        String core = "/api/v1/namespaces/" + encoded(namespace);
        return List.of(
                new Resource(
                        Kind.SERVICE, core + "/services", "fieldSelector=" + encoded("metadata.name=" + service) + "&"),
                new Resource(
                        Kind.SLICE,
                        "/apis/discovery.k8s.io/v1/namespaces/" + encoded(namespace) + "/endpointslices",
                        "labelSelector=" + encoded("kubernetes.io/service-name=" + service) + "&"),
                new Resource(Kind.POD, core + "/pods", ""),
                new Resource(Kind.REPLICA_SET, "/apis/apps/v1/namespaces/" + encoded(namespace) + "/replicasets", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    String list() {
        return path + "?" + query;
    }

    String watch(String version) {
        return path + "?" + query + "watch=true&allowWatchBookmarks=true&resourceVersion=" + encoded(version);
    }
}
