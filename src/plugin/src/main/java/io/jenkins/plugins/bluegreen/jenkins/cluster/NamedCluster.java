package io.jenkins.plugins.bluegreen.jenkins.cluster;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A cluster that an administrator defined, so that jobs name it and cannot redirect its credential. */
public final class NamedCluster extends AbstractDescribableImpl<NamedCluster> {
    private final String name;
    private String credentialsId;
    private String serverUrl;
    private String caCertificate;
    private boolean skipTlsVerify;

    /**
     * A cluster.
     *
     * @param name by which jobs name it
     */
    @DataBoundConstructor
    public NamedCluster(String name) {
        this.name = Util.fixNull(Util.fixEmptyAndTrim(name));
    }

    /** By which jobs name it. */
    public String getName() {
        return name;
    }

    /** Id of its credential, looked up where the job is; empty if every job says its own. */
    public String getCredentialsId() {
        return Util.fixNull(credentialsId);
    }

    /** Sets {@link #getCredentialsId}. */
    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Address of the API server; empty for the kubeconfig's. */
    public String getServerUrl() {
        return Util.fixNull(serverUrl);
    }

    /** Sets {@link #getServerUrl}. */
    @DataBoundSetter
    public void setServerUrl(String serverUrl) {
        this.serverUrl = Util.fixEmptyAndTrim(serverUrl);
    }

    /** PEM of the certificate authority; empty for the kubeconfig's or Java's. */
    public String getCaCertificate() {
        return Util.fixNull(caCertificate);
    }

    /** Sets {@link #getCaCertificate}. */
    @DataBoundSetter
    public void setCaCertificate(String caCertificate) {
        this.caCertificate = Util.fixEmptyAndTrim(caCertificate);
    }

    /** Whether any certificate is believed. */
    public boolean isSkipTlsVerify() {
        return skipTlsVerify;
    }

    /** Sets {@link #isSkipTlsVerify}. */
    @DataBoundSetter
    public void setSkipTlsVerify(boolean skipTlsVerify) {
        this.skipTlsVerify = skipTlsVerify;
    }

    /** What a job would say that named all of it; with a credential of the job's own, if it says one. */
    ClusterAccess access(String ownCredentialsId) {
        ClusterAccess access = new ClusterAccess();
        access.setCredentialsId(ownCredentialsId.isEmpty() ? credentialsId : ownCredentialsId);
        access.setServerUrl(serverUrl);
        access.setCaCertificate(caCertificate);
        access.setSkipTlsVerify(skipTlsVerify);
        return access;
    }

    /** Its form. */
    @Extension
    @Symbol("blueGreenCluster")
    public static final class DescriptorImpl extends Descriptor<NamedCluster> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.NamedCluster_DisplayName();
        }

        /** Whether a name can be one. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return Util.fixEmptyAndTrim(value) == null
                    ? FormValidation.error(Messages.NamedCluster_NameMissing())
                    : FormValidation.ok();
        }

        /** Whether an address can be one. */
        @POST
        public FormValidation doCheckServerUrl(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return ClusterForms.checkServerUrl(value);
        }

        /** Whether TLS is verified. */
        @POST
        public FormValidation doCheckSkipTlsVerify(@QueryParameter boolean value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return ClusterForms.checkSkipTlsVerify(value);
        }

        /** The credentials of the system. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(@QueryParameter String credentialsId) {
            return ClusterForms.credentials(null, credentialsId);
        }
    }
}
