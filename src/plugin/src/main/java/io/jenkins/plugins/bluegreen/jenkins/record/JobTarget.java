package io.jenkins.plugins.bluegreen.jenkins.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import hudson.Util;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.report.Overview;
import java.util.List;
import java.util.Map;

/**
 * One workload that a job deploys, how its newest run on it ended, and its releases as they were last seen. Written as
 * JSON as it is; holds no secret.
 *
 * @param cluster named cluster; empty for none
 * @param credentialsId id of the credential; empty for none
 * @param serverUrl address of the API server; empty for the kubeconfig's
 * @param caCertificate PEM; empty for none
 * @param skipTlsVerify whether any certificate is believed
 * @param server address of the API server that was asked; empty where that was not written down
 * @param namespace where
 * @param services whose traffic is moved
 * @param workload base name
 * @param mode {@code label} or {@code selector}
 * @param versionLabel key of the label that names the version in selector mode
 * @param options of its newest deployment that a way back has too, by the names of parameters and without those that
 *     are left as they are by default; null if they were not written down
 * @param release that the newest run was about
 * @param version of it
 * @param outcome of the newest run, a word
 * @param message of the newest run, a sentence
 * @param build number of the newest build
 * @param at ISO-8601 instant of its end
 * @param overview the releases as they were last seen; null if they never were
 * @param seenAt ISO-8601 instant of that; empty if they never were
 */
public record JobTarget(
        String cluster,
        String credentialsId,
        String serverUrl,
        String caCertificate,
        boolean skipTlsVerify,
        String server,
        String namespace,
        List<String> services,
        String workload,
        String mode,
        String versionLabel,
        Map<String, String> options,
        String release,
        String version,
        String outcome,
        String message,
        int build,
        String at,
        Overview overview,
        String seenAt) {
    /** A copy of what is given. */
    public JobTarget {
        services = List.copyOf(services);
        server = Util.fixNull(server);
        options = options == null ? null : Map.copyOf(options);
        seenAt = Util.fixNull(seenAt);
    }

    /** Which cluster, and who asks. */
    @JsonIgnore
    public ClusterAccess access() {
        ClusterAccess access = new ClusterAccess();
        access.setCluster(cluster);
        access.setCredentialsId(credentialsId);
        access.setServerUrl(serverUrl);
        access.setCaCertificate(caCertificate);
        access.setSkipTlsVerify(skipTlsVerify);
        return access;
    }

    /** Where it is. */
    @JsonIgnore
    public Place place() {
        return Place.of(access(), server, namespace, services, workload);
    }

    /** Names the workload in the address of a page: the same for every job that deploys it. */
    @JsonIgnore
    public String id() {
        return place().id();
    }

    /** Whether another is about the same workload; one that does not know its server, if the same credential leads there. */
    boolean isOfThePlaceOf(JobTarget other) {
        boolean unknown = other.server.isEmpty() && access().equals(other.access());
        Place there = unknown
                ? Place.of(other.access(), server, other.namespace, other.services, other.workload)
                : other.place();
        return place().equals(there);
    }

    /** The same, of another time and with other options. */
    JobTarget seen(Overview now, String when, Map<String, String> set) {
        return new JobTarget(
                cluster,
                credentialsId,
                serverUrl,
                caCertificate,
                skipTlsVerify,
                server,
                namespace,
                services,
                workload,
                mode,
                versionLabel,
                set,
                release,
                version,
                outcome,
                message,
                build,
                at,
                now,
                when);
    }
}
