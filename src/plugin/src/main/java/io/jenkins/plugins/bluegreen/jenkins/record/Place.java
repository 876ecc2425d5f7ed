package io.jenkins.plugins.bluegreen.jenkins.record;

import hudson.Util;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import java.util.List;

/**
 * Where a workload is, whoever deploys it and however he proves who he is: a renamed credential or a renewed certificate
 * makes no other place of it.
 *
 * @param cluster name of a cluster, or the address of an API server; who asks, where neither is known
 * @param namespace in it
 * @param services whose traffic is moved, in the order of their names
 * @param workload base name; empty as long as it is not known
 */
public record Place(String cluster, String namespace, List<String> services, String workload) {
    private static final int ID = 16;

    /** A copy of what is given. */
    public Place {
        services = services.stream().sorted().toList();
    }

    /**
     * A place as a job names it.
     *
     * @param access which cluster, and who asks
     * @param server address of the API server; empty if it is not known
     * @param namespace in it
     * @param services whose traffic is moved
     * @param workload base name; empty as long as it is not known
     */
    public static Place of(
            ClusterAccess access, String server, String namespace, List<String> services, String workload) {
        return new Place(cluster(access, server), namespace, services, workload);
    }

    private static String cluster(ClusterAccess access, String server) {
        if (!access.getCluster().isEmpty()) {
            return access.getCluster();
        }
        String address = server.isEmpty() ? access.getServerUrl() : server;
        return address.isEmpty() ? access.getCredentialsId() : address.replaceAll("/+$", "");
    }

    /** Names it in the address of a page. */
    public String id() {
        return Util.getDigestOf(String.join("\n", cluster, namespace, String.join(",", services), workload))
                .substring(0, ID);
    }

    /** Whether something goes on here, as far as it is known where that is. */
    public boolean touches(Place other) {
        return cluster.equals(other.cluster)
                && namespace.equals(other.namespace)
                && services.stream().anyMatch(other.services::contains)
                && (workload.isEmpty() || other.workload.isEmpty() || workload.equals(other.workload));
    }
}
