package io.jenkins.plugins.bluegreen.jenkins.run;

import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.settings.Values;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A release that a build prepared or promoted: what its later steps need to know. Saved with the build; no secret. */
public final class Held implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What became of the release. */
    public enum State {
        /** It is available, without traffic. */
        PREPARED,
        /** It was given the traffic by this build. */
        PROMOTED,
        /** It has gone, or lost the traffic again. */
        OVER
    }

    private final String runId;
    /** Which step of the build made it. */
    private final String step;

    private final ClusterAccess access;
    private final DeploySettings settings;
    private final String namespace;
    private final ArrayList<String> services;
    private final String workload;
    private final Mode mode;
    private final String release;
    private final String version;
    private final String active;
    private final String preview;
    private final State state;

    /**
     * A release of this build.
     *
     * @param order that made it
     * @param target the workload that it belongs to
     * @param release its name
     * @param version of it
     * @param active the release that had the traffic before; empty if there was none
     * @param preview host and port at which it can be reached dark; empty if that is not known
     * @param state what became of it
     */
    public Held(
            Order order, Target target, String release, String version, String active, String preview, State state) {
        this.runId = order.run().id();
        this.step = order.step();
        this.access = order.access();
        this.settings = order.settings();
        this.namespace = target.namespace();
        this.services = new ArrayList<>(target.services());
        this.workload = target.workload();
        this.mode = target.mode();
        this.release = release;
        this.version = version;
        this.active = active;
        this.preview = preview;
        this.state = state;
    }

    private Held(Held before, State state) {
        this.runId = before.runId;
        this.step = before.step;
        this.access = before.access;
        this.settings = before.settings;
        this.namespace = before.namespace;
        this.services = before.services;
        this.workload = before.workload;
        this.mode = before.mode;
        this.release = before.release;
        this.version = before.version;
        this.active = before.active;
        this.preview = before.preview;
        this.state = state;
    }

    /** Id of the run that made it. */
    public String runId() {
        return runId;
    }

    /** Which step of the build made it. */
    String step() {
        return step;
    }

    /** Which cluster, and who asks. */
    public ClusterAccess access() {
        return access;
    }

    /** What was set when it was made. */
    public DeploySettings settings() {
        return settings;
    }

    /** The workload that it belongs to. */
    public Target target() {
        return new Target(namespace, List.copyOf(services), workload, mode);
    }

    /**
     * Whether somebody can mean it.
     *
     * @param where names a cluster or a server, or neither
     * @param said name Services and a namespace, or none
     */
    boolean isMeantBy(ClusterAccess where, DeploySettings said) {
        List<String> named = Values.words(said.getService());
        return where.means(access)
                && services.containsAll(named)
                && (said.getNamespace().isEmpty() || said.getNamespace().equals(namespace));
    }

    /** Whether another is of the same workload in the same place. */
    boolean isBeside(Held other) {
        return access.equals(other.access) && target().equals(other.target());
    }

    /** Its name. */
    public String release() {
        return release;
    }

    /** Its version. */
    public String version() {
        return version;
    }

    /** The release that had the traffic before; empty if there was none. */
    public String active() {
        return active;
    }

    /** Host and port at which it can be reached dark; empty if that is not known. */
    public String preview() {
        return preview;
    }

    /** What became of it. */
    public State state() {
        return state;
    }

    /**
     * Describes it as a gate or a later step sees it.
     *
     * @param variables takes a name and a value
     */
    public void describe(BiConsumer<String, String> variables) {
        variables.accept("BLUE_GREEN_RELEASE", release);
        variables.accept("BLUE_GREEN_VERSION", version);
        variables.accept("BLUE_GREEN_ACTIVE", active);
        variables.accept("BLUE_GREEN_PREVIEW", preview);
    }

    /** The same, when something has become of it. */
    Held become(State now) {
        return new Held(this, now);
    }
}
