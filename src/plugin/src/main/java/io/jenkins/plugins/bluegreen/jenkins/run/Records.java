package io.jenkins.plugins.bluegreen.jenkins.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.Util;
import hudson.model.Run;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.bluegreen.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What a build's deployments were like, each in a bounded file of its own in the folder {@value #FOLDER} beside the
 * build's other files: pages are drawn from it, and {@code build.xml} stays small.
 */
public final class Records {
    /** Name of the folder. */
    public static final String FOLDER = "blue-green-deploy";

    private static final Logger LOGGER = Logger.getLogger(Records.class.getName());
    private static final int MOST = 100;
    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Records() {}

    /**
     * One deployment.
     *
     * @param schemaVersion rises when a field changes its meaning or goes
     * @param step of the build that asked: a flow node's id, or the number of a build step
     * @param kind {@code deploy}, {@code prepare}, {@code promote}, {@code discard} or {@code rollback}
     * @param report what was measured
     * @param lines the end of the story
     */
    public record Entry(int schemaVersion, String step, String kind, Report report, List<String> lines) {
        /** The version that this code writes. */
        public static final int SCHEMA_VERSION = 1;

        /** A copy of what is given. */
        public Entry {
            lines = List.copyOf(lines);
        }
    }

    /** Writes one down, or again. May block. */
    static void write(Run<?, ?> build, Order order, Report report, List<String> lines) {
        Path folder = folder(build);
        Path file = folder.resolve(Util.getDigestOf(order.step() + " " + report.release()) + ".json");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(file) && files(folder).size() >= MOST) {
                return;
            }
            String kind = order.kind().name().toLowerCase(Locale.ROOT);
            String json = JSON.writeValueAsString(new Entry(Entry.SCHEMA_VERSION, order.step(), kind, report, lines));
            try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
                writer.write(json);
                writer.commit();
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The record of a deployment by " + build + " could not be written");
        }
    }

    /** What a build deployed, the oldest first; what cannot be read is left out. May block for a moment. */
    public static List<Entry> of(Run<?, ?> build) {
        Path folder = folder(build);
        List<Entry> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try {
                for (Path file : files(folder)) {
                    entries.add(JSON.readValue(file.toFile(), Entry.class));
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "A record of a deployment by " + build + " cannot be read");
            }
        }
        entries.sort((one, other) ->
                one.report().startedAt().compareTo(other.report().startedAt()));
        return entries;
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
