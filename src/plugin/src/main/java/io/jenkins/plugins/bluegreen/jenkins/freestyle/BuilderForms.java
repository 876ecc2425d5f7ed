package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterForms;
import io.jenkins.plugins.bluegreen.jenkins.run.Checks;
import io.jenkins.plugins.bluegreen.jenkins.run.Choices;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.util.List;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of the build steps have in common. */
public abstract class BuilderForms extends BuildStepDescriptor<Builder> {
    /** Fields whose help is beside the deploying build step, and shown wherever there is such a field. */
    public static final List<String> HELP = List.of(
            "cluster",
            "credentialsId",
            "serverUrl",
            "caCertificate",
            "skipTlsVerify",
            "namespace",
            "service",
            "manifest",
            "manifestText",
            "version",
            "artifacts",
            "mode",
            "gate",
            "cutover",
            "versionLabel",
            "replicas",
            "readyTimeout",
            "stable",
            "unschedulableGrace",
            "verify",
            "settle",
            "drain",
            "retire",
            "history",
            "keepFailed",
            "previewService",
            "allowDarkTraffic",
            "concurrency",
            "to",
            "workload",
            "release");

    private final Localizable shown;

    /**
     * A form.
     *
     * @param shown what the step does, for people
     */
    protected BuilderForms(Localizable shown) {
        this.shown = shown;
        if (clazz != DeployBuilder.class) {
            HELP.forEach(field -> addHelpFileRedirect(field, DeployBuilder.class, field));
        }
    }

    @Override
    public final String getDisplayName() {
        return shown.toString();
    }

    /** Every cell of a matrix would deploy the same. */
    @Override
    public final boolean isApplicable(Class<? extends AbstractProject> type) {
        return !type.getName().startsWith("hudson.matrix.");
    }

    /** The credentials that this item may use. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String credentialsId) {
        return ClusterForms.credentials(item, credentialsId);
    }

    /** The clusters that an administrator defined. */
    @POST
    public ListBoxModel doFillClusterItems(@CheckForNull @AncestorInPath Item item) {
        ClusterForms.checkMayLook(item);
        return ClusterForms.clusters();
    }

    /** The ways of moving traffic. */
    @POST
    public ListBoxModel doFillCutoverItems(@CheckForNull @AncestorInPath Item item) {
        ClusterForms.checkMayLook(item);
        return Choices.cutovers();
    }

    /** The modes. */
    @POST
    public ListBoxModel doFillModeItems(@CheckForNull @AncestorInPath Item item) {
        ClusterForms.checkMayLook(item);
        return Choices.modes();
    }

    /** What can happen to the old release. */
    @POST
    public ListBoxModel doFillRetireItems(@CheckForNull @AncestorInPath Item item) {
        ClusterForms.checkMayLook(item);
        return Choices.retires();
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckServerUrl(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return ClusterForms.checkServerUrl(value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckSkipTlsVerify(@CheckForNull @AncestorInPath Item item, @QueryParameter boolean value) {
        ClusterForms.checkMayLook(item);
        return ClusterForms.checkSkipTlsVerify(value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckNamespace(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.names(Parameter.NAMESPACE, value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckService(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.names(Parameter.SERVICE, value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckVersion(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.version(value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckArtifacts(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.artifacts(value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckVersionLabel(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.versionLabel(value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckReplicas(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.replicas(value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckPreviewService(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.names(Parameter.PREVIEW_SERVICE, value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckManifestText(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.manifestText(value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckHistory(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.number(Parameter.HISTORY, value, 0, 998);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckConcurrency(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.number(Parameter.CONCURRENCY, value, 1, 256);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckReadyTimeout(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.READY_TIMEOUT, value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckStable(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.STABLE, value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckUnschedulableGrace(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.UNSCHEDULABLE_GRACE, value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckVerify(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.VERIFY, value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckSettle(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.SETTLE, value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckDrain(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.DRAIN, value);
    }

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckWorkload(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.names(Parameter.WORKLOAD, value);
    }

    /** Whether a cluster answers; uses the credential, so it is not for everybody. */
    @POST
    public FormValidation doTestConnection(
            @CheckForNull @AncestorInPath Item item,
            @QueryParameter String cluster,
            @QueryParameter String credentialsId,
            @QueryParameter String serverUrl,
            @QueryParameter String caCertificate,
            @QueryParameter boolean skipTlsVerify,
            @QueryParameter String namespace) {
        ClusterForms.checkMayConnect(item);
        ClusterAccess access = new ClusterAccess();
        access.setCluster(cluster);
        access.setCredentialsId(credentialsId);
        access.setServerUrl(serverUrl);
        access.setCaCertificate(caCertificate);
        access.setSkipTlsVerify(skipTlsVerify);
        return Questions.connection(item, access, namespace);
    }
}
