package io.jenkins.plugins.bluegreen.jenkins.back;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.security.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** How a kind of job rolls back. */
public abstract class Rollbacks implements ExtensionPoint {
    /** The one for a job; nothing if its kind cannot. */
    public static Optional<Rollbacks> of(Job<?, ?> job) {
        return ExtensionList.lookup(Rollbacks.class).stream()
                .filter(way -> way.knows(job))
                .findFirst();
    }

    /** The orders of a job that wait. */
    public static Stream<Queue.Item> waiting(Job<?, ?> job) {
        return Arrays.stream(Jenkins.get().getQueue().getItems())
                .filter(item -> item.task.getOwnerTask() == job)
                .filter(item -> item.getAction(RollbackOrder.class) != null);
    }

    /** Whether this user may have this job roll back now. */
    public final boolean isOffered(Job<?, ?> job) {
        return job.isBuildable() && permissions().stream().allMatch(job::hasPermission);
    }

    /** Throws unless this user may have this job roll back. */
    public final void check(Job<?, ?> job) {
        permissions().forEach(job::checkPermission);
    }

    /**
     * Has a job roll back, in a build by this user that does nothing else.
     *
     * @return what waits for that; null if the job cannot be built, or something vetoed it
     */
    @CheckForNull
    public final Queue.Item schedule(Job<?, ?> job, RollbackOrder order) {
        check(job);
        return job.isBuildable() ? schedule(job, order, new CauseAction(new Cause.UserIdCause())) : null;
    }

    /** Whether this is the way for a job. */
    protected abstract boolean knows(Job<?, ?> job);

    /** All that a user needs. */
    protected abstract List<Permission> permissions();

    /** Permissions have been checked. */
    @CheckForNull
    protected abstract Queue.Item schedule(Job<?, ?> job, RollbackOrder order, CauseAction cause);
}
