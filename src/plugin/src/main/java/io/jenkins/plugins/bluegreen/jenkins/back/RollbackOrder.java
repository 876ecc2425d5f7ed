package io.jenkins.plugins.bluegreen.jenkins.back;

import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import io.jenkins.plugins.bluegreen.jenkins.record.JobTarget;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Says of a build, as long as it waits and afterwards, that it only rolls back. Where to is taken from what the job
 * recorded, never from a request, but for the name of a release that is known there. Saved with the queue and the build.
 */
public final class RollbackOrder extends InvisibleAction implements Queue.QueueAction {
    /** What a build that rolls back does as the job does it. */
    static final List<Parameter> OPTIONS = List.of(
            Parameter.CUTOVER,
            Parameter.READY_TIMEOUT,
            Parameter.UNSCHEDULABLE_GRACE,
            Parameter.VERIFY,
            Parameter.SETTLE);

    private final ClusterAccess access;
    private final String namespace;
    private final String service;
    private final String workload;
    private final String versionLabel;
    private final String from;
    private final String to;
    /** None in what was saved before there were any. */
    private TreeMap<String, String> options;
    /** None in what was saved before there was one. */
    private String place;

    /**
     * An order.
     *
     * @param target of the job
     * @param from the releases that have the traffic now, for people
     * @param to release that is to have it
     */
    public RollbackOrder(JobTarget target, String from, String to) {
        this.access = target.access();
        this.namespace = target.namespace();
        this.service = String.join(",", target.services());
        this.workload = target.workload();
        this.versionLabel = target.versionLabel();
        this.from = from;
        this.to = to;
        this.options = new TreeMap<>(target.options() == null ? Map.of() : target.options());
        this.place = target.id();
    }

    /** Which cluster, and who asks. */
    public ClusterAccess access() {
        return access;
    }

    /** Where. */
    public String getNamespace() {
        return namespace;
    }

    /** Services, separated by commas. */
    public String getService() {
        return service;
    }

    /** Base name of the workload. */
    public String getWorkload() {
        return workload;
    }

    /** Key of the label that names the version in selector mode. */
    public String getVersionLabel() {
        return versionLabel;
    }

    /** The releases that had the traffic when this was asked for. */
    public String getFrom() {
        return from;
    }

    /** Release that is to have the traffic. */
    public String getTo() {
        return to;
    }

    /**
     * An option that the workload was last deployed with.
     *
     * @return as it was written; empty if it is as by default
     */
    public String option(Parameter parameter) {
        return options == null ? "" : options.getOrDefault(parameter.key(), "");
    }

    /** Whether it is about a workload. */
    public boolean isAbout(JobTarget target) {
        return place == null
                ? namespace.equals(target.namespace())
                        && service.equals(String.join(",", target.services()))
                        && workload.equals(target.workload())
                : place.equals(target.id());
    }

    /** The same, asked for twice, is done once; nothing else is like it. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream().noneMatch(this::equals);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RollbackOrder that
                && access.equals(that.access)
                && namespace.equals(that.namespace)
                && service.equals(that.service)
                && workload.equals(that.workload)
                && to.equals(that.to);
    }

    @Override
    public int hashCode() {
        return Objects.hash(access, namespace, service, workload, to);
    }
}
