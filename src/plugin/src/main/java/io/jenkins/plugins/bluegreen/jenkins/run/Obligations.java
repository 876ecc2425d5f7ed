package io.jenkins.plugins.bluegreen.jenkins.run;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.XmlFile;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** All obligations of this controller: a small file each, so that a thousand of them cost no more than a thousand writes. */
@Extension
public final class Obligations {
    private static final Logger LOGGER = Logger.getLogger(Obligations.class.getName());

    private final Map<String, Obligation> open = new ConcurrentHashMap<>();

    static Obligations get() {
        return ExtensionList.lookupSingleton(Obligations.class);
    }

    /** Writes one down. May block. */
    void add(Obligation obligation) throws IOException {
        open.put(obligation.runId, obligation);
        file(obligation.runId).write(obligation);
    }

    /** One is about a release that has a name now. May block. */
    void about(String runId, String release) throws IOException {
        change(runId, obligation -> obligation.about(release));
    }

    /** A job was moved or renamed. May block. */
    void moved(String from, String to) {
        for (Obligation obligation : all()) {
            if (obligation.job.equals(from)) {
                try {
                    change(obligation.runId, before -> before.movedTo(to));
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "That " + from + " is now " + to + " could not be written down");
                }
            }
        }
    }

    private void change(String runId, UnaryOperator<Obligation> change) throws IOException {
        Obligation changed = open.computeIfPresent(runId, (id, obligation) -> change.apply(obligation));
        if (changed != null) {
            file(runId).write(changed);
        }
    }

    /** One that is not fulfilled yet. */
    Optional<Obligation> find(String runId) {
        return Optional.ofNullable(open.get(runId));
    }

    /** Those of a job, by its full name. */
    List<Obligation> of(String job) {
        return open.values().stream()
                .filter(obligation -> obligation.job.equals(job))
                .toList();
    }

    /** One is fulfilled. May block. */
    void close(String runId) {
        open.remove(runId);
        try {
            Files.deleteIfExists(file(runId).getFile().toPath());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The release of " + runId + " is settled, but its file is left");
        }
    }

    /** Those of a build. */
    List<Obligation> of(Run<?, ?> build) {
        return open.values().stream().filter(obligation -> obligation.of(build)).toList();
    }

    Collection<Obligation> all() {
        return List.copyOf(open.values());
    }

    /** Reads those that were open when the controller ended. May block. */
    void load() {
        File[] files = folder().listFiles((folder, name) -> name.endsWith(".xml"));
        if (files == null) {
            return;
        }
        for (File file : files) {
            try {
                if (new XmlFile(Run.XSTREAM2, file).read() instanceof Obligation obligation) {
                    open.putIfAbsent(obligation.runId, obligation);
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> file + " cannot be read: a release may be left without traffic");
            }
        }
    }

    private static XmlFile file(String runId) {
        return new XmlFile(Run.XSTREAM2, new File(folder(), Util.getDigestOf(runId) + ".xml"));
    }

    private static File folder() {
        return new File(Jenkins.get().getRootDir(), "blue-green-deploy");
    }
}
