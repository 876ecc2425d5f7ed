package io.jenkins.plugins.bluegreen.testkit;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demonstration's manifests, as plain maps that a test may change. */
public final class Manifests {
    /** Annotation of a pod template: how soon its pods are ready at the earliest, as {@code 1500ms}. */
    public static final String WARMUP = "test.bluegreen.jenkins.io/warmup";

    /** Annotation of a pod template: how late its pods are ready at the latest. */
    public static final String JITTER = "test.bluegreen.jenkins.io/warmup-jitter";

    private Manifests() {}

    /** The project's folder. */
    public static Path project() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("src/demo"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("The tests are to run in a folder of the project; src/demo is not above "
                    + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /**
     * Reads one.
     *
     * @param file below {@code src/demo}
     */
    public static Map<String, Object> demo(String file) {
        try {
            return parse(Files.readString(project().resolve("src/demo").resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> parse(String yaml) {
        return Serialization.unmarshal(yaml, LinkedHashMap.class);
    }

    /** Writes one; JSON is YAML. */
    public static String text(Map<String, Object> manifest) {
        return Serialization.asJson(manifest);
    }

    /**
     * Finds a map in a manifest; makes those that are missing.
     *
     * @param manifest to look in
     * @param path keys, or indices of lists
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> at(Map<String, Object> manifest, Object... path) {
        Object here = manifest;
        for (Object step : path) {
            here = step instanceof Integer index
                    ? ((List<Object>) here).get(index)
                    : ((Map<String, Object>) here)
                            .computeIfAbsent((String) step, missing -> new LinkedHashMap<String, Object>());
        }
        return (Map<String, Object>) here;
    }

    /** The same Service by another name. */
    public static Map<String, Object> named(Map<String, Object> manifest, String name) {
        at(manifest, "metadata").put("name", name);
        return manifest;
    }

    /**
     * Pods of this workload are ready after a time between two.
     *
     * @param manifest of a workload
     * @param soonest the earliest
     * @param latest the latest
     */
    public static Map<String, Object> warmup(Map<String, Object> manifest, Duration soonest, Duration latest) {
        Map<String, Object> annotations = at(manifest, "spec", "template", "metadata", "annotations");
        annotations.put(WARMUP, soonest.toMillis() + "ms");
        annotations.put(JITTER, latest.toMillis() + "ms");
        return manifest;
    }
}
