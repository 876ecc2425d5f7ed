package io.jenkins.plugins.bluegreen.kubernetes;

import io.jenkins.plugins.bluegreen.manifest.CompanionKind;
import java.util.Map;

/** Paths of the API server. */
final class Paths {
    private Paths() {}

    /** Of the core group in a namespace. */
    static String core(String namespace, String plural) {
        return "/api/v1/namespaces/" + namespace + "/" + plural;
    }

    /** Of the group {@code apps} in a namespace. */
    static String apps(String namespace, String plural) {
        return "/apis/apps/v1/namespaces/" + namespace + "/" + plural;
    }

    /** Of the EndpointSlices in a namespace. */
    static String slices(String namespace) {
        return "/apis/discovery.k8s.io/v1/namespaces/" + namespace + "/endpointslices";
    }

    /** Of the kind of an object that comes with a workload. */
    static String companions(String namespace, Map<String, Object> companion) {
        CompanionKind kind =
                CompanionKind.of(String.valueOf(companion.get("kind"))).orElseThrow();
        String root = kind.group().isEmpty() ? "/api/" : "/apis/";
        return root + kind.apiVersion() + "/namespaces/" + namespace + "/" + kind.plural();
    }
}
