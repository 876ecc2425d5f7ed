package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.model.Run;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import jenkins.model.Jenkins;

/** Makes orders of builds. */
public final class Orders {
    private static final int INSTANCE = 8;

    private Orders() {}

    /**
     * An order of a build's step.
     *
     * @param kind what is asked for
     * @param build that asks
     * @param step that asks, named so that it has the same name after a restart
     * @param access which cluster, and who asks
     * @param settings as they were written
     */
    public static Order of(
            Order.Kind kind, Run<?, ?> build, String step, ClusterAccess access, DeploySettings settings) {
        return new Order(kind, id(build, step), url(build), step, access, settings);
    }

    /**
     * Of the instance, the build's start and the step, not of anything made up: if nothing was saved before a crash, the
     * build still goes on as the same run.
     */
    private static String id(Run<?, ?> build, String step) {
        return "jenkins-%s %s #%d@%d/%s"
                .formatted(
                        Jenkins.get().getLegacyInstanceId().substring(0, INSTANCE),
                        build.getParent().getFullName(),
                        build.getNumber(),
                        build.getStartTimeInMillis(),
                        step);
    }

    private static String url(Run<?, ?> build) {
        String root = Jenkins.get().getRootUrl();
        return root == null ? build.getFullDisplayName() : root + build.getUrl();
    }
}
