package io.jenkins.plugins.bluegreen.jenkins.record;

import hudson.Util;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What a build's deployments were like, each in a bounded file of its own in the folder {@value #FOLDER} beside the
 * build's other files: pages are drawn from it, {@code build.xml} stays small, and it goes with the build.
 */
public final class Records {
    /** Name of the folder. */
    public static final String FOLDER = "blue-green-deploy";

    private static final Logger LOGGER = Logger.getLogger(Records.class.getName());
    private static final int MOST = 100;

    private Records() {}

    /** Writes one down, or again; it must hold no secret. May block. */
    public static void write(Run<?, ?> build, Deployment deployment) {
        Path folder = folder(build);
        Path file = folder.resolve(
                Util.getDigestOf(deployment.step() + " " + deployment.report().release()) + ".json");
        try {
            if (!Files.isDirectory(build.getRootDir().toPath())) {
                // The build was deleted meanwhile, and must not come back.
                return;
            }
            Files.createDirectories(folder);
            if (!Files.exists(file) && files(folder).size() >= MOST) {
                return;
            }
            Json.write(file, Bounds.fit(deployment));
            DeploymentListener.fire(build);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The record of a deployment by " + build + " could not be written");
        }
    }

    /** What a build deployed, the oldest first; what cannot be read is left out. May block for a moment. */
    public static List<Deployment> of(Run<?, ?> build) {
        Path folder = folder(build);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Deployment> all = new ArrayList<>();
        try {
            for (Path file : files(folder)) {
                read(file, all);
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The records of deployments by " + build + " cannot be listed");
        }
        all.sort(Comparator.comparing(deployment -> deployment.report().startedAt()));
        return all;
    }

    private static void read(Path file, List<Deployment> into) {
        try {
            into.add(Json.read(file, Deployment.class));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> file + " cannot be read");
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(".json")).toList();
        }
    }

    private static Path folder(Run<?, ?> build) {
        return build.getRootDir().toPath().resolve(FOLDER);
    }
}
