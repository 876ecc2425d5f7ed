package io.jenkins.plugins.bluegreen.decide;

import java.util.List;

/**
 * What a run is about, when nobody brings a manifest: enough to promote, discard and go back.
 *
 * @param namespace where
 * @param services names of the Services whose traffic is moved; at least one
 * @param workload base name of the workload
 * @param mode how releases and Services belong together
 */
public record Target(String namespace, List<String> services, String workload, Mode mode) {
    public Target {
        services = List.copyOf(services);
    }

    /** What a request is about. */
    public static Target of(Request request) {
        return new Target(request.namespace(), request.services(), request.workload(), request.mode());
    }
}
