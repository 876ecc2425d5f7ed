package io.jenkins.plugins.bluegreen.jenkins.steps;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterForms;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.BuilderForms;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.run.Checks;
import io.jenkins.plugins.bluegreen.jenkins.run.Choices;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jvnet.localizer.Localizable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** What the descriptors of the steps have in common: their context, what they show of arguments, and form checks. */
public abstract class StepForms extends StepDescriptor {
    /** Names alone, as they are told people everywhere; a manifest, a certificate or an address is not shown. */
    private static final List<Parameter> SHOWN = List.of(
            Parameter.NAMESPACE,
            Parameter.SERVICE,
            Parameter.VERSION,
            Parameter.ARTIFACTS,
            Parameter.TO,
            Parameter.RELEASE);

    private final String function;
    private final Localizable shown;

    /**
     * A descriptor.
     *
     * @param function name of the step
     * @param shown what it does, for people
     */
    protected StepForms(String function, Localizable shown) {
        this.function = function;
        this.shown = shown;
        BuilderForms.HELP.forEach(field -> addHelpFileRedirect(field, DeployBuilder.class, field));
    }

    @Override
    public final String getFunctionName() {
        return function;
    }

    @Override
    public final String getDisplayName() {
        return shown.toString();
    }

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, org.jenkinsci.plugins.workflow.graph.FlowNode.class);
    }

    @Override
    public final String argumentsToString(Map<String, Object> arguments) {
        String names = SHOWN.stream()
                .map(parameter -> arguments.get(parameter.key()))
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .filter(name -> !name.isBlank())
                .collect(Collectors.joining(" "));
        String cluster =
                Stream.ofNullable(arguments.get("cluster")).map(String::valueOf).collect(Collectors.joining());
        String all = cluster.isBlank() ? names : names + " @" + cluster;
        return all.isBlank() ? null : all;
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

    /** Checks what is typed. */
    @POST
    public FormValidation doCheckRelease(@CheckForNull @AncestorInPath Item item, @QueryParameter String value) {
        ClusterForms.checkMayLook(item);
        return Checks.names(Parameter.RELEASE, value);
    }
}
