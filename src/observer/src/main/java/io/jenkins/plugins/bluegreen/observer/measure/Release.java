package io.jenkins.plugins.bluegreen.observer.measure;

/**
 * What a pod is an instance of: its controlling owner, or the Deployment that controls that. The ReplicaSets of any other
 * owner, such as an Argo Rollout, are releases of their own.
 *
 * @param kind of the owner; empty for {@link #UNKNOWN} and {@link #UNOWNED}
 * @param name of the owner
 * @param uid of the owner
 */
public record Release(String kind, String name, String uid) {
    /** Of endpoints whose pod was never seen, or that name no pod. */
    public static final Release UNKNOWN = new Release("", "unknown", "");

    /** Of pods that nobody controls. */
    public static final Release UNOWNED = new Release("", "unowned", "");
}
