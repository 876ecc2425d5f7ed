package io.jenkins.plugins.bluegreen.settings;

import java.util.Locale;

/** What can be set: the same names in a step, in a form, and in kebab case on the command line. */
public enum Parameter {
    /** Path of the manifest. */
    MANIFEST("manifest", "", "the ReplicaSet or Deployment: a path in the workspace, or a file"),
    /** The manifest itself. */
    MANIFEST_TEXT("manifestText", "", "the manifest's text, instead of a path"),
    /** Services whose traffic is moved. */
    SERVICE("service", "", "the Service whose traffic is moved; several are separated by commas"),
    /** Namespace of everything. */
    NAMESPACE("namespace", "", "the namespace; else the manifest's, else the kubeconfig's"),
    /** Version of the one image without tag. */
    VERSION("version", "", "tag or digest of the one image that has neither; the version in selector mode"),
    /** Image references. */
    ARTIFACTS("artifacts", "", "image references with tag or digest, bound by name; separated by commas"),
    /** How releases and Service belong together. */
    MODE("mode", "", "label or selector; else by the manifest's kind"),
    /** How traffic is moved. */
    CUTOVER("cutover", "auto", "auto, atomic or overlap"),
    /** Key of the label that names the version. */
    VERSION_LABEL("versionLabel", "version", "key of the label that names the version in selector mode"),
    /** Size of the new release. */
    REPLICAS("replicas", "", "size of the new release; else the manifest's, and at least the active release's"),
    /** How long the candidate may take. */
    READY_TIMEOUT("readyTimeout", "10m", "how long the new release may take to become available"),
    /** How long it must stay available. */
    STABLE("stable", "0s", "how long it must stay available before the cutover"),
    /** How long a pod may find no node. */
    UNSCHEDULABLE_GRACE("unschedulableGrace", "1m", "how long a pod may find no node before the run fails"),
    /** How long it is watched afterwards. */
    VERIFY("verify", "0s", "how long it is watched after the cutover, and taken back if it degrades"),
    /** How long both serve in an overlap. */
    SETTLE("settle", "", "how long both serve in an overlap; 60s where a load balancer tracks pods, else none"),
    /** How long the old release is left alone. */
    DRAIN("drain", "30s", "how long the old release is left alone before it is retired"),
    /** What happens to the old release. */
    RETIRE("retire", "keep", "what happens to the old release: keep, scale-down or delete"),
    /** How many releases are kept. */
    HISTORY("history", "3", "how many releases without traffic are kept"),
    /** Whether a failed candidate is kept. */
    KEEP_FAILED("keepFailed", "false", "keep a release that failed, to look at it"),
    /** A Service over the candidate. */
    PREVIEW_SERVICE("previewService", "", "name of a Service over the new release alone, as long as it is dark"),
    /** Whether another Service may select the candidate. */
    ALLOW_DARK_TRAFFIC("allowDarkTraffic", "false", "only warn where another Service selects the dark release"),
    /** What is asked before the cutover. */
    GATE("gate", "", "a command that must succeed before the cutover"),
    /** Patches of pods at once. */
    CONCURRENCY("concurrency", "16", "patches of pods at once"),
    /** Release to go back to. */
    TO("to", "previous", "where a rollback leads: previous, a release or a version"),
    /** Base name of the workload. */
    WORKLOAD("workload", "", "base name of the workload, where the Service does not tell"),
    /** A prepared release. */
    RELEASE("release", "", "the release that was prepared, where there are several");

    private final String key;
    private final String defaultText;
    private final String meaning;

    Parameter(String key, String defaultText, String meaning) {
        this.key = key;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    /** Its name in a step and a form, such as {@code readyTimeout}. */
    public String key() {
        return key;
    }

    /** Its name on the command line, such as {@code --ready-timeout}; a repeatable flag is in the singular. */
    public String flag() {
        String flag = "--" + key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        return this == ARTIFACTS ? "--artifact" : flag;
    }

    /** What it is if it is not given, as it is written; empty if there is no default or it depends. */
    public String defaultText() {
        return defaultText;
    }

    /** What it is for: the object of a sentence. */
    public String meaning() {
        return meaning;
    }
}
