package io.jenkins.plugins.bluegreen.jenkins.forms;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterForms;
import io.jenkins.plugins.bluegreen.jenkins.run.Checks;
import io.jenkins.plugins.bluegreen.jenkins.run.Choices;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.util.List;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the forms of steps and of build steps have in common: what fills their fields, and what checks them. */
public interface SharedFields {
    /** Fields whose help is beside the deploying build step, and shown wherever there is such a field. */
    List<String> HELP = List.of(
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

    /** The credentials that this item may use. */
    @POST
    default ListBoxModel doFillCredentialsIdItems(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String credentialsId) {
        return ClusterForms.credentials(item, credentialsId);
    }

    /** The clusters that an administrator defined. */
    @POST
    default ListBoxModel doFillClusterItems(@CheckForNull @AncestorInPath Item item) {
        ClusterForms.checkMayLook(item);
        return ClusterForms.clusters();
    }

    /** The ways of moving traffic. */
    @POST
    default ListBoxModel doFillCutoverItems(@CheckForNull @AncestorInPath Item item) {
        ClusterForms.checkMayLook(item);
        return Choices.cutovers();
    }

    /** The modes. */
    @POST
    default ListBoxModel doFillModeItems(@CheckForNull @AncestorInPath Item item) {
        ClusterForms.checkMayLook(item);
        return Choices.modes();
    }

    /** What can happen to the old release. */
    @POST
    default ListBoxModel doFillRetireItems(@CheckForNull @AncestorInPath Item item) {
        ClusterForms.checkMayLook(item);
        return Choices.retires();
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckServerUrl(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return ClusterForms.checkServerUrl(value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckSkipTlsVerify(
            @CheckForNull @AncestorInPath Item item, @QueryParameter boolean value) {
        ClusterForms.checkMayLook(item);
        return ClusterForms.checkSkipTlsVerify(value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckNamespace(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.names(Parameter.NAMESPACE, value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckService(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.names(Parameter.SERVICE, value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckVersion(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.version(value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckArtifacts(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.artifacts(value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckVersionLabel(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.versionLabel(value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckReplicas(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.replicas(value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckPreviewService(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.names(Parameter.PREVIEW_SERVICE, value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckManifestText(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.manifestText(value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckHistory(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.number(Parameter.HISTORY, value, 0, 998);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckConcurrency(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.number(Parameter.CONCURRENCY, value, 1, 256);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckReadyTimeout(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.READY_TIMEOUT, value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckStable(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.STABLE, value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckUnschedulableGrace(
            @CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.UNSCHEDULABLE_GRACE, value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckVerify(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.VERIFY, value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckSettle(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.SETTLE, value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckDrain(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.duration(Parameter.DRAIN, value);
    }

    /** Checks what is typed. */
    @POST
    default FormValidation doCheckWorkload(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.names(Parameter.WORKLOAD, value);
    }
}
