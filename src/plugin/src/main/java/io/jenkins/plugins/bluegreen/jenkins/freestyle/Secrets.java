package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import hudson.Extension;
import hudson.XmlFile;
import hudson.model.Item;
import hudson.model.Project;
import hudson.model.Saveable;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.SaveableListener;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Writes a job's configuration again that came with a Secret, as a file or from Job DSL: forms refuse to save one. */
final class Secrets {
    private static final Logger LOGGER = Logger.getLogger(Secrets.class.getName());

    private Secrets() {}

    /** Of jobs that are made. */
    @Extension
    public static final class OfNewJobs extends ItemListener {
        @Override
        public void onCreated(Item item) {
            forget(item);
        }
    }

    /** Of jobs whose configuration is replaced. */
    @Extension
    public static final class OfChangedJobs extends SaveableListener {
        @Override
        public void onChange(Saveable saved, XmlFile file) {
            forget(saved);
        }
    }

    private static void forget(Object job) {
        if (!(job instanceof Project<?, ?> project)
                || project.getBuildersList().getAll(DeployBuilder.class).stream()
                                .filter(DeployBuilder::forgetsSecret)
                                .count()
                        == 0) {
            return;
        }
        try {
            project.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The configuration of " + project + " still holds a Secret");
        }
    }
}
