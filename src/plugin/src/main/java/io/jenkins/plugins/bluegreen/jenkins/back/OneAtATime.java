package io.jenkins.plugins.bluegreen.jenkins.back;

import hudson.Extension;
import hudson.model.FreeStyleProject;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueTaskDispatcher;

/**
 * Has a rollback and the builds of its freestyle job wait for each other also while one of them has left the queue and has
 * no build yet: to the queue they are two tasks, and the job itself knows only of builds that have begun.
 */
@Extension
public final class OneAtATime extends QueueTaskDispatcher {
    @Override
    public CauseOfBlockage canRun(Queue.Item item) {
        Queue.Task other = null;
        if (item.task instanceof RollbackTask rollback) {
            other = rollback.getOwnerTask();
        } else if (item.task instanceof FreeStyleProject project) {
            other = new RollbackTask(project);
        }
        return other != null
                        && !other.isConcurrentBuild()
                        && Queue.getInstance().isPending(other)
                ? CauseOfBlockage.fromMessage(Messages._OneAtATime_Begins())
                : null;
    }
}
