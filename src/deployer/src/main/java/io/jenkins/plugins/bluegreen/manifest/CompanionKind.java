package io.jenkins.plugins.bluegreen.manifest;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of objects that may come with a workload, and are made anew for each of its releases. */
public enum CompanionKind {
    /** Configuration that the pods read. */
    CONFIG_MAP("ConfigMap", "", "v1", "configmaps"),
    /** Secrets that the pods read, or that images are pulled with. */
    SECRET("Secret", "", "v1", "secrets"),
    /** What scales a release. */
    HORIZONTAL_POD_AUTOSCALER("HorizontalPodAutoscaler", "autoscaling", "autoscaling/v2", "horizontalpodautoscalers"),
    /** What protects a release's pods from evictions. */
    POD_DISRUPTION_BUDGET("PodDisruptionBudget", "policy", "policy/v1", "poddisruptionbudgets");

    private final String kind;
    private final String group;
    private final String apiVersion;
    private final String plural;

    CompanionKind(String kind, String group, String apiVersion, String plural) {
        this.kind = kind;
        this.group = group;
        this.apiVersion = apiVersion;
        this.plural = plural;
    }

    /** The kind as it is written in a manifest. */
    public String kind() {
        return kind;
    }

    /** Its API group; empty for the core group. */
    public String group() {
        return group;
    }

    /** The one version of its API that is accepted. */
    public String apiVersion() {
        return apiVersion;
    }

    /** Its name in paths and rights. */
    public String plural() {
        return plural;
    }

    /** The kind that is written so in a manifest, if it is one of these. */
    public static Optional<CompanionKind> of(String kind) {
        return Arrays.stream(values()).filter(each -> each.kind.equals(kind)).findFirst();
    }
}
