package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.util.Secret;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import java.io.Serial;
import java.io.Serializable;

/**
 * What a build asks for: plain facts, saved with the build. After a restart the same order is driven again, under the
 * same id, and the cluster tells how far it is.
 */
public final class Order implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is asked for. */
    public enum Kind {
        /** A new release gets the traffic. */
        DEPLOY,
        /** A new release becomes available, without traffic. */
        PREPARE,
        /** What was prepared gets the traffic. */
        PROMOTE,
        /** What was prepared goes. */
        DISCARD,
        /** What was promoted loses the traffic again. */
        ROLLBACK
    }

    private final Kind kind;
    private final String runId;
    private final String runUrl;
    private final String step;
    private final ClusterAccess access;
    private final DeploySettings settings;
    /** A pod template may hold a password as a plain variable, so it is kept encrypted. */
    private Secret manifest;

    private String workload = "";
    private String release = "";
    private String to = "";
    private boolean gated;

    /**
     * An order.
     *
     * @param kind what is asked for
     * @param runId unique among all runs on the cluster, and the same after a restart
     * @param runUrl where the build can be looked at
     * @param step which step of the build asks: names its record
     * @param access which cluster, and who asks
     * @param settings as they were written
     */
    public Order(Kind kind, String runId, String runUrl, String step, ClusterAccess access, DeploySettings settings) {
        this.kind = kind;
        this.runId = runId;
        this.runUrl = runUrl;
        this.step = step;
        this.access = access;
        this.settings = settings;
    }

    /** What is asked for. */
    public Kind kind() {
        return kind;
    }

    /** Who asks, as the cluster records it. */
    public Request.Run run() {
        return new Request.Run(runId, runUrl);
    }

    /** Which step of the build asks. */
    public String step() {
        return step;
    }

    /** Which cluster, and who asks. */
    public ClusterAccess access() {
        return access;
    }

    /** As they were written. */
    public DeploySettings settings() {
        return settings;
    }

    /** The manifest; null as long as it was not read. */
    public String manifest() {
        return manifest == null ? null : manifest.getPlainText();
    }

    /** Keeps the manifest. */
    public void manifest(String text) {
        manifest = Secret.fromString(text);
    }

    /** Base name of the workload; empty if it was not given. */
    public String workload() {
        return workload;
    }

    /** The release that was prepared; empty if it was not given. */
    public String release() {
        return release;
    }

    /** Where a rollback leads; empty for what this build promoted. */
    public String to() {
        return to;
    }

    /** Whether a gate is asked before the cutover. */
    public boolean gated() {
        return gated;
    }

    /** Names the workload. */
    public Order ofWorkload(String name) {
        workload = name;
        return this;
    }

    /** Names the release. */
    public Order ofRelease(String name) {
        release = name;
        return this;
    }

    /** Says where a rollback leads. */
    public Order leadingTo(String target) {
        to = target;
        return this;
    }

    /** Asks a gate before the cutover. */
    public Order withGate() {
        gated = true;
        return this;
    }
}
