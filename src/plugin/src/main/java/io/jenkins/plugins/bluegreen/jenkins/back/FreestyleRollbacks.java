package io.jenkins.plugins.bluegreen.jenkins.back;

import hudson.Extension;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.security.Permission;
import java.util.List;
import jenkins.model.Jenkins;

/** A freestyle job rolls back by a build without its build steps; whoever may change those may have it do that. */
@Extension
public final class FreestyleRollbacks extends Rollbacks {
    @Override
    protected boolean knows(Job<?, ?> job) {
        return job instanceof FreeStyleProject;
    }

    @Override
    protected List<Permission> permissions() {
        return List.of(Item.BUILD, Item.CONFIGURE);
    }

    @Override
    protected Queue.Item schedule(Job<?, ?> job, RollbackOrder order, CauseAction cause) {
        return Jenkins.get()
                .getQueue()
                .schedule2(new RollbackTask((FreeStyleProject) job), 0, List.of(cause, order))
                .getItem();
    }
}
