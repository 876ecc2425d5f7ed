package io.jenkins.plugins.bluegreen.jenkins.steps;

import hudson.Util;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import org.kohsuke.stapler.DataBoundSetter;

/** A step that makes a release. */
public abstract class ReleaseStep extends CutoverStep {
    private String manifest;
    private String manifestText;

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
        this.manifestText = Util.fixEmpty(manifestText);
    }

    /** See {@link Parameter#REPLICAS}; null if it is not given. */
    public Integer getReplicas() {
        String replicas = settings().getReplicas();
        return replicas.isEmpty() ? null : Integer.valueOf(replicas);
    }

    /** Sets {@link #getReplicas}. */
    @DataBoundSetter
    public void setReplicas(Integer replicas) {
        settings().setReplicas(replicas == null ? null : replicas.toString());
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
}
