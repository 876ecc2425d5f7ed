package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import hudson.tasks.Builder;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.run.DeploySettings;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import org.kohsuke.stapler.DataBoundSetter;

/** A build step that moves traffic of a cluster's Services. */
public abstract class CutoverBuilder extends Builder {
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
        return access().getCluster();
    }

    /** Sets {@link #getCluster}. */
    @DataBoundSetter
    public void setCluster(String cluster) {
        access().setCluster(cluster);
    }

    /** See {@link ClusterAccess#getCredentialsId}. */
    public String getCredentialsId() {
        return access().getCredentialsId();
    }

    /** Sets {@link #getCredentialsId}. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        access().setCredentialsId(credentialsId);
    }

    /** See {@link ClusterAccess#getServerUrl}. */
    public String getServerUrl() {
        return access().getServerUrl();
    }

    /** Sets {@link #getServerUrl}. */
    @DataBoundSetter
    public void setServerUrl(String serverUrl) {
        access().setServerUrl(serverUrl);
    }

    /** See {@link ClusterAccess#getCaCertificate}. */
    public String getCaCertificate() {
        return access().getCaCertificate();
    }

    /** Sets {@link #getCaCertificate}. */
    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        access().setCaCertificate(caCertificate);
    }

    /** See {@link ClusterAccess#isSkipTlsVerify}. */
    public boolean isSkipTlsVerify() {
        return access().isSkipTlsVerify();
    }

    /** Sets {@link #isSkipTlsVerify}. */
    @DataBoundSetter
    public void setSkipTlsVerify(boolean skipTlsVerify) {
        access().setSkipTlsVerify(skipTlsVerify);
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

    /** See {@link Parameter#CUTOVER}. */
    public String getCutover() {
        return settings().getCutover();
    }

    /** Sets {@link #getCutover}. */
    @DataBoundSetter
    public void setCutover(String cutover) {
        settings().setCutover(cutover);
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

    /** See {@link Parameter#READY_TIMEOUT}. */
    public String getReadyTimeout() {
        return settings().getReadyTimeout();
    }

    /** Sets {@link #getReadyTimeout}. */
    @DataBoundSetter
    public void setReadyTimeout(String readyTimeout) {
        settings().setReadyTimeout(readyTimeout);
    }

    /** See {@link Parameter#STABLE}. */
    public String getStable() {
        return settings().getStable();
    }

    /** Sets {@link #getStable}. */
    @DataBoundSetter
    public void setStable(String stable) {
        settings().setStable(stable);
    }

    /** See {@link Parameter#UNSCHEDULABLE_GRACE}. */
    public String getUnschedulableGrace() {
        return settings().getUnschedulableGrace();
    }

    /** Sets {@link #getUnschedulableGrace}. */
    @DataBoundSetter
    public void setUnschedulableGrace(String unschedulableGrace) {
        settings().setUnschedulableGrace(unschedulableGrace);
    }

    /** See {@link Parameter#VERIFY}. */
    public String getVerify() {
        return settings().getVerify();
    }

    /** Sets {@link #getVerify}. */
    @DataBoundSetter
    public void setVerify(String verify) {
        settings().setVerify(verify);
    }

    /** See {@link Parameter#SETTLE}. */
    public String getSettle() {
        return settings().getSettle();
    }

    /** Sets {@link #getSettle}. */
    @DataBoundSetter
    public void setSettle(String settle) {
        settings().setSettle(settle);
    }

    /** See {@link Parameter#DRAIN}. */
    public String getDrain() {
        return settings().getDrain();
    }

    /** Sets {@link #getDrain}. */
    @DataBoundSetter
    public void setDrain(String drain) {
        settings().setDrain(drain);
    }

    /** See {@link Parameter#RETIRE}. */
    public String getRetire() {
        return settings().getRetire();
    }

    /** Sets {@link #getRetire}. */
    @DataBoundSetter
    public void setRetire(String retire) {
        settings().setRetire(retire);
    }

    /** See {@link Parameter#HISTORY}. */
    public int getHistory() {
        return Integer.parseInt(settings().getHistory());
    }

    /** Sets {@link #getHistory}. */
    @DataBoundSetter
    public void setHistory(int history) {
        settings().setHistory(String.valueOf(history));
    }

    /** See {@link Parameter#CONCURRENCY}. */
    public int getConcurrency() {
        return Integer.parseInt(settings().getConcurrency());
    }

    /** Sets {@link #getConcurrency}. */
    @DataBoundSetter
    public void setConcurrency(int concurrency) {
        settings().setConcurrency(String.valueOf(concurrency));
    }
}
