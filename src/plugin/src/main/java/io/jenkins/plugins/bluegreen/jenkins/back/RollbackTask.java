package io.jenkins.plugins.bluegreen.jenkins.back;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.FreeStyleProject;
import hudson.model.Label;
import hudson.model.Queue;
import hudson.model.ResourceList;
import hudson.model.queue.CauseOfBlockage;
import hudson.security.ACL;
import hudson.security.AccessControlled;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import java.io.IOException;
import org.springframework.security.core.Authentication;

/** Waits in the queue as its job would, and makes the build that only rolls back. Saved with the queue. */
public final class RollbackTask implements Queue.Task, AccessControlled {
    private final FreeStyleProject project;

    RollbackTask(FreeStyleProject project) {
        this.project = project;
    }

    @Override
    public Queue.Executable createExecutable() throws IOException {
        if (project.isDisabled()) {
            return null;
        }
        RollbackBuild build = new RollbackBuild(project);
        project.getLazyBuildMixIn().getRunMap().put(build);
        return build;
    }

    @NonNull
    @Override
    public Queue.Task getOwnerTask() {
        return project;
    }

    @Override
    public CauseOfBlockage getCauseOfBlockage() {
        return project.getCauseOfBlockage();
    }

    @Override
    public boolean isConcurrentBuild() {
        return project.isConcurrentBuild();
    }

    @Override
    public Label getAssignedLabel() {
        return project.getAssignedLabel();
    }

    @Override
    public ResourceList getResourceList() {
        return project.getResourceList();
    }

    @NonNull
    @Override
    public Authentication getDefaultAuthentication2() {
        return project.getDefaultAuthentication2();
    }

    @NonNull
    @Override
    public ACL getACL() {
        return project.getACL();
    }

    @Override
    public void checkAbortPermission() {
        project.checkAbortPermission();
    }

    @Override
    public boolean hasAbortPermission() {
        return project.hasAbortPermission();
    }

    @Override
    public String getUrl() {
        return project.getUrl();
    }

    @Override
    public String getName() {
        return project.getName();
    }

    @Override
    public String getDisplayName() {
        return Messages.RollbackBuilder_DisplayName();
    }

    @Override
    public String getFullDisplayName() {
        return project.getFullDisplayName();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RollbackTask that && project == that.project;
    }

    @Override
    public int hashCode() {
        return project.hashCode();
    }
}
