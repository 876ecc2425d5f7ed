package io.jenkins.plugins.bluegreen.jenkins.cluster;

import hudson.Util;
import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;

/** What a job says about where: a named cluster, or a credential with an address. Plain facts without a secret. */
public final class ClusterAccess implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private String cluster;
    private String credentialsId;
    private String serverUrl;
    private String caCertificate;
    private boolean skipTlsVerify;

    /** Name of a cluster that an administrator defined; empty for none. */
    public String getCluster() {
        return Util.fixNull(cluster);
    }

    /** Sets {@link #getCluster}. */
    public void setCluster(String cluster) {
        this.cluster = Util.fixEmptyAndTrim(cluster);
    }

    /** Id of a credential; empty for none. */
    public String getCredentialsId() {
        return Util.fixNull(credentialsId);
    }

    /** Sets {@link #getCredentialsId}. */
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Address of the API server; empty for the kubeconfig's. */
    public String getServerUrl() {
        return Util.fixNull(serverUrl);
    }

    /** Sets {@link #getServerUrl}. */
    public void setServerUrl(String serverUrl) {
        this.serverUrl = Util.fixEmptyAndTrim(serverUrl);
    }

    /** PEM of the certificate authority; empty for the kubeconfig's or Java's. */
    public String getCaCertificate() {
        return Util.fixNull(caCertificate);
    }

    /** Sets {@link #getCaCertificate}. */
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
    }

    /** Whether any certificate is believed. */
    public boolean isSkipTlsVerify() {
        return skipTlsVerify;
    }

    /** Sets {@link #isSkipTlsVerify}. */
    public void setSkipTlsVerify(boolean skipTlsVerify) {
        this.skipTlsVerify = skipTlsVerify;
    }

    /** Whether something is said of the server, so that it is not the one that a credential or a cluster is for. */
    boolean redirects() {
        return serverUrl != null || caCertificate != null || skipTlsVerify;
    }

    /** Whether nothing at all was said. */
    public boolean isEmpty() {
        return equals(new ClusterAccess());
    }

    /**
     * Whether somebody who says this can mean a place that was said like the other: the same named cluster or the same
     * server, or, where neither is said, the same credential, whose kubeconfig has the server.
     *
     * @param other as it was said before, in full
     */
    public boolean means(ClusterAccess other) {
        boolean placed = cluster != null || serverUrl != null;
        return placed
                ? Objects.equals(cluster, other.cluster) && Objects.equals(serverUrl, other.serverUrl)
                : credentialsId == null || credentialsId.equals(other.credentialsId);
    }

    /**
     * What is said here, with another behind it that it {@linkplain #means means}.
     *
     * @param other what counts where this says nothing
     */
    public ClusterAccess over(ClusterAccess other) {
        ClusterAccess both = new ClusterAccess();
        both.cluster = cluster == null ? other.cluster : cluster;
        both.credentialsId = credentialsId == null ? other.credentialsId : credentialsId;
        both.serverUrl = serverUrl == null ? other.serverUrl : serverUrl;
        both.caCertificate = caCertificate == null ? other.caCertificate : caCertificate;
        both.skipTlsVerify = skipTlsVerify || other.skipTlsVerify;
        return both;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClusterAccess that
                && Objects.equals(cluster, that.cluster)
                && Objects.equals(credentialsId, that.credentialsId)
                && Objects.equals(serverUrl, that.serverUrl)
                && Objects.equals(caCertificate, that.caCertificate)
                && skipTlsVerify == that.skipTlsVerify;
    }

    @Override
    public int hashCode() {
        return Objects.hash(cluster, credentialsId, serverUrl, caCertificate, skipTlsVerify);
    }
}
