package io.jenkins.plugins.bluegreen.jenkins.steps;

import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.run.DeploySettings;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** A step about Services of a cluster. */
public abstract class ClusterStep extends Step {
    private final ClusterAccess access = new ClusterAccess();
    private final DeploySettings settings = new DeploySettings();

    /** Which cluster, and who asks. */
    final ClusterAccess access() {
        return access;
    }

    /** What was set. */
    final DeploySettings settings() {
        return settings;
    }

    /** See {@link ClusterAccess#getCluster}. */
    public String getCluster() {
        return access.getCluster();
    }

    /** Sets {@link #getCluster}. */
    @DataBoundSetter
    public void setCluster(String cluster) {
        access.setCluster(cluster);
    }

    /** See {@link ClusterAccess#getCredentialsId}. */
    public String getCredentialsId() {
        return access.getCredentialsId();
    }

    /** Sets {@link #getCredentialsId}. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        access.setCredentialsId(credentialsId);
    }

    /** See {@link ClusterAccess#getServerUrl}. */
    public String getServerUrl() {
        return access.getServerUrl();
    }

    /** Sets {@link #getServerUrl}. */
    @DataBoundSetter
    public void setServerUrl(String serverUrl) {
        access.setServerUrl(serverUrl);
    }

    /** See {@link ClusterAccess#getCaCertificate}. */
    public String getCaCertificate() {
        return access.getCaCertificate();
    }

    /** Sets {@link #getCaCertificate}. */
    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        access.setCaCertificate(caCertificate);
    }

    /** See {@link ClusterAccess#isSkipTlsVerify}. */
    public boolean isSkipTlsVerify() {
        return access.isSkipTlsVerify();
    }

    /** Sets {@link #isSkipTlsVerify}. */
    @DataBoundSetter
    public void setSkipTlsVerify(boolean skipTlsVerify) {
        access.setSkipTlsVerify(skipTlsVerify);
    }

    /** See {@link Parameter#NAMESPACE}. */
    public String getNamespace() {
        return settings().getNamespace();
    }

    /** Sets {@link #getNamespace}. */
    @DataBoundSetter
    public void setNamespace(String namespace) {
        settings().setNamespace(namespace);
    }

    /** See {@link Parameter#SERVICE}. */
    public String getService() {
        return settings().getService();
    }

    /** Sets {@link #getService}. */
    @DataBoundSetter
    public void setService(String service) {
        settings().setService(service);
    }

    /** See {@link Parameter#VERSION_LABEL}. */
    public String getVersionLabel() {
        return settings().getVersionLabel();
    }

    /** Sets {@link #getVersionLabel}. */
    @DataBoundSetter
    public void setVersionLabel(String versionLabel) {
        settings().setVersionLabel(versionLabel);
    }
}
