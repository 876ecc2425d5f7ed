package io.jenkins.plugins.bluegreen.jenkins.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import hudson.Util;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.report.Overview;
import java.util.List;

/**
 * One workload that a job deploys, how its newest run on it ended, and its releases as they were last seen. Written as
 * JSON as it is; holds no secret.
 *
 * @param cluster named cluster; empty for none
 * @param credentialsId id of the credential; empty for none
 * @param serverUrl address of the API server; empty for the kubeconfig's
 * @param caCertificate PEM; empty for none
 * @param skipTlsVerify whether any certificate is believed
 * @param namespace where
 * @param services whose traffic is moved
 * @param workload base name
 * @param mode {@code label} or {@code selector}
 * @param versionLabel key of the label that names the version in selector mode
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
        String namespace,
        List<String> services,
        String workload,
        String mode,
        String versionLabel,
        String release,
        String version,
        String outcome,
        String message,
        int build,
        String at,
        Overview overview,
        String seenAt) {
    private static final int ID = 16;

    /** A copy of what is given. */
    public JobTarget {
        services = List.copyOf(services);
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

    /** Names the workload in the address of a page: the same for every job that deploys it as the same identity. */
    @JsonIgnore
    public String id() {
        return Util.getDigestOf(String.join(
                        "\n",
                        cluster,
                        credentialsId,
                        serverUrl,
                        caCertificate,
                        String.valueOf(skipTlsVerify),
                        namespace,
                        String.join(",", services),
                        workload))
                .substring(0, ID);
    }

    JobTarget seen(Overview now, String when) {
        return new JobTarget(
                cluster,
                credentialsId,
                serverUrl,
                caCertificate,
                skipTlsVerify,
                namespace,
                services,
                workload,
                mode,
                versionLabel,
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
