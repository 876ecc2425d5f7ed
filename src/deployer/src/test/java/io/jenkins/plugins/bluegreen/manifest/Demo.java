package io.jenkins.plugins.bluegreen.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Manifests for tests: those of the demonstration, and changes of them. */
final class Demo {
    private Demo() {}

    /** The text of a manifest below {@code src/demo}. */
    static String text(String file) {
        try {
            return Files.readString(Path.of("..", "demo", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String replicaSet() {
        return text("label/replicaset.yaml");
    }

    static String deployment() {
        return text("selector/deployment-v2.yaml");
    }

    /** The ReplicaSet with one text replaced by another; fails if it is not there. */
    static String replicaSet(String old, String replacement) {
        return with(replicaSet(), old, replacement);
    }

    static String with(String manifest, String old, String replacement) {
        if (!manifest.contains(old)) {
            throw new IllegalArgumentException("The manifest has no " + old);
        }
        return manifest.replace(old, replacement);
    }

    /** What is wrong with a manifest; fails if nothing is. */
    static List<String> problems(String manifest) {
        try {
            Manifest.parse(manifest);
        } catch (InvalidInputException e) {
            return sentences(e);
        }
        throw new AssertionError("The manifest was accepted");
    }

    static List<String> sentences(InvalidInputException e) {
        return e.problems().stream().map(Problem::sentence).toList();
    }
}
