package io.jenkins.plugins.bluegreen.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** One story of the demonstration: which manifests, and what is there before we are called. */
enum Tale {
    /** ReplicaSets that get the Service's label. */
    LABEL("Label mode: ReplicaSets that get the Service's label, as Spinnaker and CODING CD do it", "label", List.of()),
    /** Both Deployments are there, and the Service is switched. */
    SWITCH(
            "Selector mode: both Deployments were applied by hand, the Service is switched",
            "selector",
            List.of("v1", "v2")),
    /** Only v1 is there. */
    SELECTOR("Selector mode: only demo-dp-v1 was applied by hand, demo-dp-v2 is deployed", "selector", List.of("v1"));

    static final String SERVICE = "demo-service";

    private final String title;
    private final String folder;
    private final List<String> byHand;

    Tale(String title, String folder, List<String> byHand) {
        this.title = title;
        this.folder = folder;
        this.byHand = byHand;
    }

    String title() {
        return title;
    }

    /** Versions that a person has applied before. */
    List<String> byHand() {
        return byHand;
    }

    String service() {
        return text(folder + "/service.yaml");
    }

    /** The manifest that makes a version. */
    String manifest(String version) {
        return this == LABEL ? text("label/replicaset.yaml") : text("selector/deployment-%s.yaml".formatted(version));
    }

    /** What the release of a version is called. */
    String release(String version) {
        return this == LABEL ? "demo-rs-v00" + version.substring(1) : "demo-dp-" + version;
    }

    /** The version of a pod, by its name. */
    static String version(String pod) {
        for (Tale tale : values()) {
            for (String version : List.of("v1", "v2")) {
                if (pod.startsWith(tale.release(version) + "-")) {
                    return version;
                }
            }
        }
        return "?";
    }

    private static String text(String file) {
        try (InputStream in = Tale.class.getResourceAsStream("/demo/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("The demonstration's manifests are part of the command", e);
        }
    }
}
