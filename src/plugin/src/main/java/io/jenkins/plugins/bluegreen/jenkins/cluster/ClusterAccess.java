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

    /** Whether nothing at all was said. */
    public boolean isEmpty() {
        return equals(new ClusterAccess());
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
