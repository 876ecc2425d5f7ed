package io.jenkins.plugins.bluegreen.decide;

/** How releases and the Service belong together. */
public enum Mode {
    /** ReplicaSets that get the Service's label: attach and detach. */
    LABEL,
    /** Deployments or ReplicaSets behind a Service whose selector names the version. */
    SELECTOR
}
