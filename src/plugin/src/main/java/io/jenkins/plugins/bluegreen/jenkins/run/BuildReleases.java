package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a build prepared and promoted, so that its later steps can name nothing. Saved with the build. */
public final class BuildReleases extends InvisibleAction {
    private static final Logger LOGGER = Logger.getLogger(BuildReleases.class.getName());

    /** Replaced, never changed: the build may be being saved, by whomever. */
    private volatile ArrayList<Held> releases;

    private BuildReleases(ArrayList<Held> releases) {
        this.releases = releases;
    }

    /** What a build prepared and promoted so far, the oldest first. */
    public static List<Held> of(Run<?, ?> build) {
        BuildReleases action = build.getAction(BuildReleases.class);
        return action == null ? List.of() : action.all();
    }

    /**
     * What a step of a build can know of, the oldest first: not what another branch of a parallel that goes on beside it
     * made. May block.
     *
     * @param build of which
     * @param step that asks: a flow node's id
     */
    public static List<Held> of(Run<?, ?> build, String step) {
        return of(build).stream()
                .filter(held -> !Branches.apart(build, held.step(), step))
                .toList();
    }

    /**
     * Those that a step of a build can mean, the oldest first. May block.
     *
     * @param build of which
     * @param step that asks: a flow node's id
     * @param access names a cluster or a server, or neither
     * @param settings name Services and a namespace, or none
     */
    public static List<Held> of(Run<?, ?> build, String step, ClusterAccess access, DeploySettings settings) {
        return of(build, step).stream()
                .filter(held -> held.isMeantBy(access, settings))
                .toList();
    }

    /** Adds a release, or replaces what the same run made. May block: the build is saved. */
    static void put(Run<?, ?> build, Held held) {
        change(build, all -> {
            all.removeIf(other -> other.runId().equals(held.runId()));
            all.add(held);
        });
    }

    /** Says what became of a release. May block: the build is saved. */
    static void become(Run<?, ?> build, Held held, Held.State state) {
        change(build, all -> all.replaceAll(other -> other.runId().equals(held.runId()) ? other.become(state) : other));
    }

    private static void change(Run<?, ?> build, Consumer<List<Held>> change) {
        synchronized (BuildReleases.class) {
            BuildReleases action = build.getAction(BuildReleases.class);
            ArrayList<Held> changed = new ArrayList<>(action == null ? List.of() : action.releases);
            change.accept(changed);
            if (action == null) {
                build.addAction(new BuildReleases(changed));
            } else {
                action.releases = changed;
            }
        }
        if (!build.getRootDir().isDirectory()) {
            // The build was deleted meanwhile, and must not come back.
            return;
        }
        try {
            build.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "What " + build + " deployed could not be saved");
        }
    }

    private List<Held> all() {
        return List.copyOf(releases);
    }
}
