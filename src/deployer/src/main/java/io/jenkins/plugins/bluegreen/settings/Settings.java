package io.jenkins.plugins.bluegreen.settings;

/**
 * What people may set, as they wrote it. Steps, forms and the command line implement it, so that they cannot drift
 * apart. Every method may return null or blank text for "not given"; names and defaults are those of {@link Parameter}.
 */
public interface Settings {
    /** What a parameter is called where it was written; its key, if nobody says otherwise. */
    default String nameOf(Parameter parameter) {
        return parameter.key();
    }

    /** One or several names, separated by commas or white space. */
    default String getService() {
        return null;
    }

    /** See {@link Parameter#NAMESPACE}. */
    default String getNamespace() {
        return null;
    }

    /** See {@link Parameter#VERSION}. */
    default String getVersion() {
        return null;
    }

    /** Image references, separated by commas or white space. */
    default String getArtifacts() {
        return null;
    }

    /** See {@link Parameter#MODE}. */
    default String getMode() {
        return null;
    }

    /** See {@link Parameter#CUTOVER}. */
    default String getCutover() {
        return null;
    }

    /** See {@link Parameter#VERSION_LABEL}. */
    default String getVersionLabel() {
        return null;
    }

    /** See {@link Parameter#REPLICAS}. */
    default String getReplicas() {
        return null;
    }

    /** See {@link Parameter#READY_TIMEOUT}. */
    default String getReadyTimeout() {
        return null;
    }

    /** See {@link Parameter#STABLE}. */
    default String getStable() {
        return null;
    }

    /** See {@link Parameter#UNSCHEDULABLE_GRACE}. */
    default String getUnschedulableGrace() {
        return null;
    }

    /** See {@link Parameter#VERIFY}. */
    default String getVerify() {
        return null;
    }

    /** See {@link Parameter#SETTLE}. */
    default String getSettle() {
        return null;
    }

    /** See {@link Parameter#DRAIN}. */
    default String getDrain() {
        return null;
    }

    /** See {@link Parameter#RETIRE}. */
    default String getRetire() {
        return null;
    }

    /** See {@link Parameter#HISTORY}. */
    default String getHistory() {
        return null;
    }

    /** See {@link Parameter#KEEP_FAILED}. */
    default boolean isKeepFailed() {
        return false;
    }

    /** See {@link Parameter#PREVIEW_SERVICE}. */
    default String getPreviewService() {
        return null;
    }

    /** See {@link Parameter#ALLOW_DARK_TRAFFIC}. */
    default boolean isAllowDarkTraffic() {
        return false;
    }

    /** See {@link Parameter#CONCURRENCY}. */
    default String getConcurrency() {
        return null;
    }
}
