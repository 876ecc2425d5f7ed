package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.Util;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Settings;
import java.io.Serial;
import java.io.Serializable;
import java.util.function.UnaryOperator;

/**
 * What people set, in a step as in a form: one class, so that the two cannot drift apart. What equals its default is not
 * kept, so that a saved form or a generated step holds only what somebody meant.
 */
public final class DeploySettings implements Settings, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private String service;
    private String namespace;
    private String version;
    private String artifacts;
    private String mode;
    private String cutover;
    private String versionLabel;
    private String replicas;
    private String readyTimeout;
    private String stable;
    private String unschedulableGrace;
    private String verify;
    private String settle;
    private String drain;
    private String retire;
    private String history;
    private String previewService;
    private String concurrency;
    private boolean keepFailed;
    private boolean allowDarkTraffic;

    @Override
    public String getService() {
        return or(Parameter.SERVICE, service);
    }

    /** Sets {@link #getService}. */
    public void setService(String service) {
        this.service = given(Parameter.SERVICE, service);
    }

    @Override
    public String getNamespace() {
        return or(Parameter.NAMESPACE, namespace);
    }

    /** Sets {@link #getNamespace}. */
    public void setNamespace(String namespace) {
        this.namespace = given(Parameter.NAMESPACE, namespace);
    }

    @Override
    public String getVersion() {
        return or(Parameter.VERSION, version);
    }

    /** Sets {@link #getVersion}. */
    public void setVersion(String version) {
        this.version = given(Parameter.VERSION, version);
    }

    @Override
    public String getArtifacts() {
        return or(Parameter.ARTIFACTS, artifacts);
    }

    /** Sets {@link #getArtifacts}. */
    public void setArtifacts(String artifacts) {
        this.artifacts = given(Parameter.ARTIFACTS, artifacts);
    }

    @Override
    public String getMode() {
        return or(Parameter.MODE, mode);
    }

    /** Sets {@link #getMode}. */
    public void setMode(String mode) {
        this.mode = given(Parameter.MODE, mode);
    }

    @Override
    public String getCutover() {
        return or(Parameter.CUTOVER, cutover);
    }

    /** Sets {@link #getCutover}. */
    public void setCutover(String cutover) {
        this.cutover = given(Parameter.CUTOVER, cutover);
    }

    @Override
    public String getVersionLabel() {
        return or(Parameter.VERSION_LABEL, versionLabel);
    }

    /** Sets {@link #getVersionLabel}. */
    public void setVersionLabel(String versionLabel) {
        this.versionLabel = given(Parameter.VERSION_LABEL, versionLabel);
    }

    @Override
    public String getReplicas() {
        return or(Parameter.REPLICAS, replicas);
    }

    /** Sets {@link #getReplicas}. */
    public void setReplicas(String replicas) {
        this.replicas = given(Parameter.REPLICAS, replicas);
    }

    @Override
    public String getReadyTimeout() {
        return or(Parameter.READY_TIMEOUT, readyTimeout);
    }

    /** Sets {@link #getReadyTimeout}. */
    public void setReadyTimeout(String readyTimeout) {
        this.readyTimeout = given(Parameter.READY_TIMEOUT, readyTimeout);
    }

    @Override
    public String getStable() {
        return or(Parameter.STABLE, stable);
    }

    /** Sets {@link #getStable}. */
    public void setStable(String stable) {
        this.stable = given(Parameter.STABLE, stable);
    }

    @Override
    public String getUnschedulableGrace() {
        return or(Parameter.UNSCHEDULABLE_GRACE, unschedulableGrace);
    }

    /** Sets {@link #getUnschedulableGrace}. */
    public void setUnschedulableGrace(String unschedulableGrace) {
        this.unschedulableGrace = given(Parameter.UNSCHEDULABLE_GRACE, unschedulableGrace);
    }

    @Override
    public String getVerify() {
        return or(Parameter.VERIFY, verify);
    }

    /** Sets {@link #getVerify}. */
    public void setVerify(String verify) {
        this.verify = given(Parameter.VERIFY, verify);
    }

    @Override
    public String getSettle() {
        return or(Parameter.SETTLE, settle);
    }

    /** Sets {@link #getSettle}. */
    public void setSettle(String settle) {
        this.settle = given(Parameter.SETTLE, settle);
    }

    @Override
    public String getDrain() {
        return or(Parameter.DRAIN, drain);
    }

    /** Sets {@link #getDrain}. */
    public void setDrain(String drain) {
        this.drain = given(Parameter.DRAIN, drain);
    }

    @Override
    public String getRetire() {
        return or(Parameter.RETIRE, retire);
    }

    /** Sets {@link #getRetire}. */
    public void setRetire(String retire) {
        this.retire = given(Parameter.RETIRE, retire);
    }

    @Override
    public String getHistory() {
        return or(Parameter.HISTORY, history);
    }

    /** Sets {@link #getHistory}. */
    public void setHistory(String history) {
        this.history = given(Parameter.HISTORY, history);
    }

    @Override
    public String getPreviewService() {
        return or(Parameter.PREVIEW_SERVICE, previewService);
    }

    /** Sets {@link #getPreviewService}. */
    public void setPreviewService(String previewService) {
        this.previewService = given(Parameter.PREVIEW_SERVICE, previewService);
    }

    @Override
    public String getConcurrency() {
        return or(Parameter.CONCURRENCY, concurrency);
    }

    /** Sets {@link #getConcurrency}. */
    public void setConcurrency(String concurrency) {
        this.concurrency = given(Parameter.CONCURRENCY, concurrency);
    }

    @Override
    public boolean isKeepFailed() {
        return keepFailed;
    }

    /** Sets {@link #isKeepFailed}. */
    public void setKeepFailed(boolean keepFailed) {
        this.keepFailed = keepFailed;
    }

    @Override
    public boolean isAllowDarkTraffic() {
        return allowDarkTraffic;
    }

    /** Sets {@link #isAllowDarkTraffic}. */
    public void setAllowDarkTraffic(boolean allowDarkTraffic) {
        this.allowDarkTraffic = allowDarkTraffic;
    }

    /**
     * These settings with others behind them.
     *
     * @param others what counts where these say nothing
     */
    public DeploySettings over(DeploySettings others) {
        DeploySettings both = new DeploySettings();
        both.service = service == null ? others.service : service;
        both.namespace = namespace == null ? others.namespace : namespace;
        both.version = version == null ? others.version : version;
        both.artifacts = artifacts == null ? others.artifacts : artifacts;
        both.mode = mode == null ? others.mode : mode;
        both.cutover = cutover == null ? others.cutover : cutover;
        both.versionLabel = versionLabel == null ? others.versionLabel : versionLabel;
        both.replicas = replicas == null ? others.replicas : replicas;
        both.readyTimeout = readyTimeout == null ? others.readyTimeout : readyTimeout;
        both.stable = stable == null ? others.stable : stable;
        both.unschedulableGrace = unschedulableGrace == null ? others.unschedulableGrace : unschedulableGrace;
        both.verify = verify == null ? others.verify : verify;
        both.settle = settle == null ? others.settle : settle;
        both.drain = drain == null ? others.drain : drain;
        both.retire = retire == null ? others.retire : retire;
        both.history = history == null ? others.history : history;
        both.previewService = previewService == null ? others.previewService : previewService;
        both.concurrency = concurrency == null ? others.concurrency : concurrency;
        both.keepFailed = keepFailed || others.keepFailed;
        both.allowDarkTraffic = allowDarkTraffic || others.allowDarkTraffic;
        return both;
    }

    /**
     * These settings with variables expanded, where whoever may only start a build may set them: in versions, artifacts,
     * sizes and times.
     *
     * @param expand replaces the variables of a text
     */
    public DeploySettings expanded(UnaryOperator<String> expand) {
        DeploySettings all = over(new DeploySettings());
        all.version = expand(version, expand);
        all.artifacts = expand(artifacts, expand);
        all.replicas = expand(replicas, expand);
        all.readyTimeout = expand(readyTimeout, expand);
        all.stable = expand(stable, expand);
        all.unschedulableGrace = expand(unschedulableGrace, expand);
        all.verify = expand(verify, expand);
        all.settle = expand(settle, expand);
        all.drain = expand(drain, expand);
        return all;
    }

    private static String expand(String value, UnaryOperator<String> expand) {
        return value == null ? null : Util.fixEmptyAndTrim(expand.apply(value));
    }

    private static String given(Parameter parameter, String value) {
        String given = Util.fixEmptyAndTrim(value);
        return parameter.defaultText().equals(given) ? null : given;
    }

    private static String or(Parameter parameter, String value) {
        return value == null ? parameter.defaultText() : value;
    }
}
