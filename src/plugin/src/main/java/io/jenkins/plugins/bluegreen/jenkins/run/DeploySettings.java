package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.Util;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Settings;
import java.io.Serial;
import java.io.Serializable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.sf.json.JSONObject;

/**
 * What people set, in a step as in a form: one class, so that the two cannot drift apart. What was not said is null; a
 * default that was said counts, where others {@linkplain #over stand behind}.
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
    private Boolean keepFailed;
    private Boolean allowDarkTraffic;

    @Override
    public String getService() {
        return or(Parameter.SERVICE, service);
    }

    /** Sets {@link #getService}. */
    public void setService(String service) {
        this.service = Util.fixEmptyAndTrim(service);
    }

    @Override
    public String getNamespace() {
        return or(Parameter.NAMESPACE, namespace);
    }

    /** Sets {@link #getNamespace}. */
    public void setNamespace(String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    @Override
    public String getVersion() {
        return or(Parameter.VERSION, version);
    }

    /** Sets {@link #getVersion}. */
    public void setVersion(String version) {
        this.version = Util.fixEmptyAndTrim(version);
    }

    @Override
    public String getArtifacts() {
        return or(Parameter.ARTIFACTS, artifacts);
    }

    /** Sets {@link #getArtifacts}. */
    public void setArtifacts(String artifacts) {
        this.artifacts = Util.fixEmptyAndTrim(artifacts);
    }

    @Override
    public String getMode() {
        return or(Parameter.MODE, mode);
    }

    /** Sets {@link #getMode}. */
    public void setMode(String mode) {
        this.mode = Util.fixEmptyAndTrim(mode);
    }

    @Override
    public String getCutover() {
        return or(Parameter.CUTOVER, cutover);
    }

    /** Sets {@link #getCutover}. */
    public void setCutover(String cutover) {
        this.cutover = Util.fixEmptyAndTrim(cutover);
    }

    @Override
    public String getVersionLabel() {
        return or(Parameter.VERSION_LABEL, versionLabel);
    }

    /** Sets {@link #getVersionLabel}. */
    public void setVersionLabel(String versionLabel) {
        this.versionLabel = Util.fixEmptyAndTrim(versionLabel);
    }

    @Override
    public String getReplicas() {
        return or(Parameter.REPLICAS, replicas);
    }

    /** Sets {@link #getReplicas}. */
    public void setReplicas(String replicas) {
        this.replicas = Util.fixEmptyAndTrim(replicas);
    }

    @Override
    public String getReadyTimeout() {
        return or(Parameter.READY_TIMEOUT, readyTimeout);
    }

    /** Sets {@link #getReadyTimeout}. */
    public void setReadyTimeout(String readyTimeout) {
        this.readyTimeout = Util.fixEmptyAndTrim(readyTimeout);
    }

    @Override
    public String getStable() {
        return or(Parameter.STABLE, stable);
    }

    /** Sets {@link #getStable}. */
    public void setStable(String stable) {
        this.stable = Util.fixEmptyAndTrim(stable);
    }

    @Override
    public String getUnschedulableGrace() {
        return or(Parameter.UNSCHEDULABLE_GRACE, unschedulableGrace);
    }

    /** Sets {@link #getUnschedulableGrace}. */
    public void setUnschedulableGrace(String unschedulableGrace) {
        this.unschedulableGrace = Util.fixEmptyAndTrim(unschedulableGrace);
    }

    @Override
    public String getVerify() {
        return or(Parameter.VERIFY, verify);
    }

    /** Sets {@link #getVerify}. */
    public void setVerify(String verify) {
        this.verify = Util.fixEmptyAndTrim(verify);
    }

    @Override
    public String getSettle() {
        return or(Parameter.SETTLE, settle);
    }

    /** Sets {@link #getSettle}. */
    public void setSettle(String settle) {
        this.settle = Util.fixEmptyAndTrim(settle);
    }

    @Override
    public String getDrain() {
        return or(Parameter.DRAIN, drain);
    }

    /** Sets {@link #getDrain}. */
    public void setDrain(String drain) {
        this.drain = Util.fixEmptyAndTrim(drain);
    }

    @Override
    public String getRetire() {
        return or(Parameter.RETIRE, retire);
    }

    /** Sets {@link #getRetire}. */
    public void setRetire(String retire) {
        this.retire = Util.fixEmptyAndTrim(retire);
    }

    @Override
    public String getHistory() {
        return or(Parameter.HISTORY, history);
    }

    /** Sets {@link #getHistory}. */
    public void setHistory(String history) {
        this.history = Util.fixEmptyAndTrim(history);
    }

    @Override
    public String getPreviewService() {
        return or(Parameter.PREVIEW_SERVICE, previewService);
    }

    /** Sets {@link #getPreviewService}. */
    public void setPreviewService(String previewService) {
        this.previewService = Util.fixEmptyAndTrim(previewService);
    }

    @Override
    public String getConcurrency() {
        return or(Parameter.CONCURRENCY, concurrency);
    }

    /** Sets {@link #getConcurrency}. */
    public void setConcurrency(String concurrency) {
        this.concurrency = Util.fixEmptyAndTrim(concurrency);
    }

    @Override
    public boolean isKeepFailed() {
        return Boolean.TRUE.equals(keepFailed);
    }

    /** Sets {@link #isKeepFailed}. */
    public void setKeepFailed(boolean keepFailed) {
        this.keepFailed = keepFailed;
    }

    @Override
    public boolean isAllowDarkTraffic() {
        return Boolean.TRUE.equals(allowDarkTraffic);
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
        both.keepFailed = keepFailed == null ? others.keepFailed : keepFailed;
        both.allowDarkTraffic = allowDarkTraffic == null ? others.allowDarkTraffic : allowDarkTraffic;
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

    /** A form shows defaults in its fields; nobody has meant them. */
    public static void forgetDefaults(JSONObject form) {
        Stream.of(Parameter.values())
                .filter(parameter -> parameter != Parameter.TO && form.has(parameter.key()))
                .filter(parameter -> parameter
                        .defaultText()
                        .equals(Util.fixNull(Util.fixEmptyAndTrim(form.optString(parameter.key())))))
                .forEach(parameter -> form.remove(parameter.key()));
    }

    private static String or(Parameter parameter, String value) {
        return value == null ? parameter.defaultText() : value;
    }
}
