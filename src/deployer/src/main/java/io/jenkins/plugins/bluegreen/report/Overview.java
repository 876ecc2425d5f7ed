package io.jenkins.plugins.bluegreen.report;

import java.util.List;
import java.util.Map;

/**
 * The releases of a workload, and who serves. Written as JSON as it is.
 *
 * @param schemaVersion rises when a field changes its meaning or goes
 * @param namespace where
 * @param workload base name of the workload; empty if none is known
 * @param mode {@code label} or {@code selector}; empty if no workload is known
 * @param services the Services that were asked for, those that are there
 * @param releases oldest first
 */
public record Overview(
        int schemaVersion,
        String namespace,
        String workload,
        String mode,
        List<ServiceLine> services,
        List<ReleaseLine> releases) {

    /** The version that this code writes. */
    public static final int SCHEMA_VERSION = 1;

    public Overview {
        services = List.copyOf(services);
        releases = List.copyOf(releases);
    }

    /**
     * A Service.
     *
     * @param name its name
     * @param selector its selector now
     * @param readyEndpoints how many pods serve
     * @param unfinished an unfinished cutover in a sentence; empty if there is none
     */
    public record ServiceLine(String name, Map<String, String> selector, int readyEndpoints, String unfinished) {
        public ServiceLine {
            selector = Map.copyOf(selector);
        }
    }

    /**
     * A release.
     *
     * @param name its name
     * @param kind {@code ReplicaSet} or {@code Deployment}
     * @param version what was asked for when it was made; empty if that is not recorded
     * @param images image by container
     * @param desired pods that there should be
     * @param ready pods that are ready
     * @param endpoints pods that are ready endpoints of the Services
     * @param traffic whether it carries traffic
     * @param good whether it was promoted and not rolled back from
     * @param createdAt ISO-8601 instant
     * @param preparedAt ISO-8601 instant; empty if it does not wait to be promoted
     * @param promotedAt ISO-8601 instant; empty if it never was
     * @param rolledBackAt ISO-8601 instant; empty if it never was
     * @param failed why it failed; empty if it did not
     * @param run id of the run that made it; empty if that is not recorded
     * @param runUrl where that run can be looked at; empty if that is not recorded
     */
    public record ReleaseLine(
            String name,
            String kind,
            String version,
            Map<String, String> images,
            int desired,
            int ready,
            int endpoints,
            boolean traffic,
            boolean good,
            String createdAt,
            String preparedAt,
            String promotedAt,
            String rolledBackAt,
            String failed,
            String run,
            String runUrl) {
        public ReleaseLine {
            images = Map.copyOf(images);
        }
    }
}
