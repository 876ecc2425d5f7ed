package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.tasks.Builder;
import hudson.util.FormValidation;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterForms;
import io.jenkins.plugins.bluegreen.jenkins.run.Conduct;
import io.jenkins.plugins.bluegreen.jenkins.run.DarkGate;
import io.jenkins.plugins.bluegreen.jenkins.run.Endings;
import io.jenkins.plugins.bluegreen.jenkins.run.Manifests;
import io.jenkins.plugins.bluegreen.jenkins.run.Order;
import io.jenkins.plugins.bluegreen.jenkins.run.Orders;
import io.jenkins.plugins.bluegreen.jenkins.run.Story;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.io.IOException;
import java.util.UUID;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The build step that deploys: prepare, gate and promote in one, while the build's executor waits. */
public final class DeployBuilder extends CutoverBuilder {
    private String manifest;
    private String manifestText;
    private String gate;
    /** Whether the text was a Secret's: it is not kept, and the build says so. */
    private boolean secretText;

    private transient boolean unsaved;

    /** For the databinding; everything has a default. */
    @DataBoundConstructor
    public DeployBuilder() {
        // Either a manifest's path or its text is needed, so neither can be asked for here.
    }

    /** Whoever wrote the configuration, by whatever way: a Secret is not kept in it. */
    private Object readResolve() {
        if (Manifests.holdsSecret(getManifestText())) {
            manifestText = null;
            secretText = true;
            unsaved = true;
        }
        return this;
    }

    /** Whether what was read is to be written again without a Secret; so once. */
    boolean forgetsSecret() {
        boolean forgets = unsaved;
        unsaved = false;
        return forgets;
    }

    /** See {@link Parameter#MANIFEST}. */
    public String getManifest() {
        return Util.fixNull(manifest);
    }

    /** Sets {@link #getManifest}. */
    @DataBoundSetter
    public void setManifest(String manifest) {
        this.manifest = Util.fixEmptyAndTrim(manifest);
    }

    /** See {@link Parameter#MANIFEST_TEXT}. */
    public String getManifestText() {
        return Util.fixNull(manifestText);
    }

    /** Sets {@link #getManifestText}. */
    @DataBoundSetter
    public void setManifestText(String manifestText) {
        this.manifestText = Util.fixEmptyAndTrim(manifestText) == null ? null : manifestText;
        this.secretText = false;
    }

    /** See {@link Parameter#GATE}. */
    public String getGate() {
        return Util.fixNull(gate);
    }

    /** Sets {@link #getGate}. */
    @DataBoundSetter
    public void setGate(String gate) {
        this.gate = Util.fixEmptyAndTrim(gate);
    }

    /** See {@link Parameter#VERSION}. */
    public String getVersion() {
        return settings().getVersion();
    }

    /** Sets {@link #getVersion}. */
    @DataBoundSetter
    public void setVersion(String version) {
        settings().setVersion(version);
    }

    /** See {@link Parameter#ARTIFACTS}. */
    public String getArtifacts() {
        return settings().getArtifacts();
    }

    /** Sets {@link #getArtifacts}. */
    @DataBoundSetter
    public void setArtifacts(String artifacts) {
        settings().setArtifacts(artifacts);
    }

    /** See {@link Parameter#MODE}. */
    public String getMode() {
        return settings().getMode();
    }

    /** Sets {@link #getMode}. */
    @DataBoundSetter
    public void setMode(String mode) {
        settings().setMode(mode);
    }

    /** See {@link Parameter#REPLICAS}. */
    public String getReplicas() {
        return settings().getReplicas();
    }

    /** Sets {@link #getReplicas}. */
    @DataBoundSetter
    public void setReplicas(String replicas) {
        settings().setReplicas(replicas);
    }

    /** See {@link Parameter#PREVIEW_SERVICE}. */
    public String getPreviewService() {
        return settings().getPreviewService();
    }

    /** Sets {@link #getPreviewService}. */
    @DataBoundSetter
    public void setPreviewService(String previewService) {
        settings().setPreviewService(previewService);
    }

    /** See {@link Parameter#ALLOW_DARK_TRAFFIC}. */
    public boolean isAllowDarkTraffic() {
        return settings().isAllowDarkTraffic();
    }

    /** Sets {@link #isAllowDarkTraffic}. */
    @DataBoundSetter
    public void setAllowDarkTraffic(boolean allowDarkTraffic) {
        settings().setAllowDarkTraffic(allowDarkTraffic);
    }

    /** See {@link Parameter#KEEP_FAILED}. */
    public boolean isKeepFailed() {
        return settings().isKeepFailed();
    }

    /** Sets {@link #isKeepFailed}. */
    @DataBoundSetter
    public void setKeepFailed(boolean keepFailed) {
        settings().setKeepFailed(keepFailed);
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        String text = getManifestText();
        if (secretText) {
            throw Endings.failure(Manifests.secretAsText());
        }
        if (text.isEmpty() == getManifest().isEmpty()) {
            throw Endings.failure(Manifests.notOne());
        }
        if (Manifests.holdsSecret(text)) {
            throw Endings.failure(Manifests.secretAsText());
        }
        EnvVars variables = build.getEnvironment(listener);
        variables.overrideAll(build.getBuildVariables());
        Order order = Orders.of(
                Order.Kind.DEPLOY,
                build,
                UUID.randomUUID().toString(),
                access(),
                settings().expanded(variables::expand));
        if (!text.isEmpty()) {
            order.manifest(text);
        }
        FilePath workspace = build.getWorkspace();
        Waiting waiting = new Waiting();
        DarkGate asked = DarkGate.NONE;
        if (!getGate().isEmpty()) {
            order.withGate();
            GateCommand command = new GateCommand(getGate(), workspace, launcher, listener, variables);
            asked = held -> waiting.onExecutor(() -> command.ask(held));
        }
        waiting.end(Conduct.begin(
                order, build, new Story(listener.getLogger()), asked, () -> Manifests.read(workspace, getManifest())));
        return true;
    }

    /** Its form. */
    @Extension
    @Symbol("blueGreenDeploy")
    public static final class DescriptorImpl extends BuilderForms {
        /** For Jenkins, which makes one. */
        public DescriptorImpl() {
            super(Messages._DeployBuilder_DisplayName());
        }

        /** Refuses to save a Secret in a job's configuration. */
        @Override
        public Builder newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
            Builder made = super.newInstance(request, form);
            if (made instanceof DeployBuilder builder && Manifests.holdsSecret(builder.getManifestText())) {
                throw new Descriptor.FormException(Manifests.secretAsText().getMessage(), "manifestText");
            }
            return made;
        }

        /** What would be done; uses the credential, so it is not for everybody. */
        @POST
        public FormValidation doPreviewPlan(
                @CheckForNull @AncestorInPath Item item,
                @QueryParameter String cluster,
                @QueryParameter String credentialsId,
                @QueryParameter String serverUrl,
                @QueryParameter String caCertificate,
                @QueryParameter boolean skipTlsVerify,
                @QueryParameter String namespace,
                @QueryParameter String service,
                @QueryParameter String manifest,
                @QueryParameter String manifestText,
                @QueryParameter String version,
                @QueryParameter String artifacts,
                @QueryParameter String mode,
                @QueryParameter String cutover,
                @QueryParameter String versionLabel,
                @QueryParameter String replicas,
                @QueryParameter String previewService,
                @QueryParameter boolean allowDarkTraffic,
                @QueryParameter String gate,
                @QueryParameter String verify,
                @QueryParameter String settle,
                @QueryParameter String drain,
                @QueryParameter String retire,
                @QueryParameter String history) {
            ClusterForms.checkMayConnect(item);
            DeployBuilder asked = new DeployBuilder();
            asked.setCluster(cluster);
            asked.setCredentialsId(credentialsId);
            asked.setServerUrl(serverUrl);
            asked.setCaCertificate(caCertificate);
            asked.setSkipTlsVerify(skipTlsVerify);
            asked.setNamespace(namespace);
            asked.setService(service);
            asked.setManifest(manifest);
            asked.setManifestText(manifestText);
            asked.setVersion(version);
            asked.setArtifacts(artifacts);
            asked.setMode(mode);
            asked.setCutover(cutover);
            asked.setVersionLabel(versionLabel);
            asked.setReplicas(replicas);
            asked.setPreviewService(previewService);
            asked.setAllowDarkTraffic(allowDarkTraffic);
            asked.setGate(gate);
            asked.setVerify(verify);
            asked.setSettle(settle);
            asked.setDrain(drain);
            asked.setRetire(retire);
            if (history != null && history.matches("[0-9]{1,9}")) {
                asked.setHistory(Integer.parseInt(history));
            }
            return Questions.plan(item, asked);
        }
    }
}
