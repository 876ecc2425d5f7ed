package io.jenkins.plugins.bluegreen.manifest;

import io.jenkins.plugins.bluegreen.image.ImageReference;
import io.jenkins.plugins.bluegreen.image.InvalidImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which image each container of a release has. Only what was named is replaced, and nothing is bound that does
 * not say which image it is.
 */
public final class Binding {
    private final Manifest manifest;
    private final Optional<String> version;
    private final Optional<String> versionLabel;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, ImageReference> images = new LinkedHashMap<>();
    private final Artifacts artifacts;

    private Binding(
            Manifest manifest, Optional<String> version, List<String> artifacts, Optional<String> versionLabel) {
        this.manifest = manifest;
        this.version = version.map(String::strip);
        this.versionLabel = versionLabel;
        this.artifacts = Artifacts.read(artifacts, problems);
    }

    /**
     * Binds for label mode: releases are numbered.
     *
     * @param manifest the workload
     * @param version tag or digest for the one image that has neither
     * @param artifacts image references with tag or digest, for the images of the same name
     * @return the workload with its images
     * @throws InvalidInputException with everything that is wrong
     */
    public static Bound label(Manifest manifest, Optional<String> version, List<String> artifacts) {
        return new Binding(manifest, version, artifacts, Optional.empty()).bind();
    }

    /**
     * Binds for selector mode: releases are called after their version, and an image with a tag stays as it is.
     *
     * @param manifest the workload
     * @param version tag or digest for the one image that has neither, if there is one, and the label's value
     * @param artifacts image references with tag or digest, for the images of the same name
     * @param versionLabel key of the label that names the version
     * @return the workload with its images
     * @throws InvalidInputException with everything that is wrong
     */
    public static Bound selector(
            Manifest manifest, Optional<String> version, List<String> artifacts, String versionLabel) {
        return new Binding(manifest, version, artifacts, Optional.of(versionLabel)).bind();
    }

    /**
     * What is wrong with version and artifacts whatever the manifest is, to be told together with the manifest's own
     * problems.
     *
     * @param version as for the other methods
     * @param artifacts as for the other methods
     * @return all problems; empty if there are none
     */
    public static List<Problem> problemsOf(Optional<String> version, List<String> artifacts) {
        List<Problem> problems = new ArrayList<>();
        Artifacts.read(artifacts, problems);
        version.filter(String::isBlank).ifPresent(blank -> problems.add(blankVersion()));
        return problems;
    }

    private Bound bind() {
        boolean blank = version.filter(String::isEmpty).isPresent();
        if (blank) {
            problems.add(blankVersion());
        }
        bindArtifacts();
        Set<String> open = open();
        if (version.isPresent() && !blank) {
            bindVersion(open);
        }
        if (version.isEmpty() || blank) {
            refuseOpen();
        }
        ReleaseVersion chosen = new ReleaseVersion(manifest, version, versionLabel, images, artifacts);
        Optional<Bound> bound = blank ? Optional.empty() : chosen.release(problems);
        InvalidInputException.throwIfAny(problems);
        return bound.orElseThrow();
    }

    private static Problem blankVersion() {
        return new Problem("a version was given", "it is empty", "give a version such as v2, or none");
    }

    private void bindArtifacts() {
        for (TemplateContainer container : manifest.containers()) {
            ImageReference image = container.image();
            images.put(
                    container.name(),
                    artifacts.forImage(image).map(image::withVersionOf).orElse(image));
        }
        for (ImageReference artifact : artifacts.all()) {
            boolean matches = manifest.containers().stream()
                    .anyMatch(container -> container.image().sameName(artifact));
            if (!matches) {
                problems.add(new Problem(
                        "the artifact " + artifact + " was given",
                        "no container of " + manifest + " has an image of that name: "
                                + (manifest.containers().size() == 1 ? "it has " : "they have ")
                                + Text.list(namesOf(manifest)),
                        "correct the artifact's name, or the manifest's image"));
            }
        }
    }

    private static Set<String> namesOf(Manifest manifest) {
        Set<String> names = new LinkedHashSet<>();
        manifest.containers().forEach(container -> names.add(container.image().name()));
        return names;
    }

    /** Canonical names of the images that neither the manifest nor an artifact has bound. */
    private Set<String> open() {
        Set<String> open = new LinkedHashSet<>();
        images.forEach((container, image) -> {
            if (!image.isBound() && artifacts.forImage(image).isEmpty()) {
                open.add(image.canonicalName());
            }
        });
        return open;
    }

    private void bindVersion(Set<String> open) {
        String wanted = version.orElseThrow();
        String asked = "version " + Text.quote(wanted) + " was given for the one image without tag and digest";
        if (open.size() > 1) {
            problems.add(new Problem(
                    asked,
                    manifest + " has " + open.size() + ": " + Text.list(open),
                    "give an artifact for each of them instead"));
        } else if (open.isEmpty() && versionLabel.isEmpty() && !carries(wanted)) {
            problems.add(new Problem(
                    asked,
                    manifest + " has none: "
                            + Text.list(images.values().stream()
                                    .map(ImageReference::toString)
                                    .distinct()
                                    .toList()),
                    "leave the tag away in the manifest, or give an artifact instead of a version"));
        } else {
            try {
                images.replaceAll((container, image) ->
                        open.contains(image.canonicalName()) && !image.isBound() ? withVersion(image, wanted) : image);
            } catch (InvalidImageException e) {
                problems.add(new Problem(asked, e.found(), e.todo()));
            }
        }
    }

    /** Whether an artifact says the same as the version, so that both mean one thing. */
    private boolean carries(String wanted) {
        return artifacts.all().stream()
                .anyMatch(artifact ->
                        ReleaseVersion.of(artifact).filter(wanted::equals).isPresent()
                                || artifact.tag().filter(wanted::equals).isPresent());
    }

    private static ImageReference withVersion(ImageReference image, String version) {
        boolean digest = version.indexOf(':') > 0;
        return digest ? image.withDigest(version) : image.withTag(version);
    }

    private void refuseOpen() {
        images.forEach((container, image) -> {
            if (!image.isBound() && artifacts.forImage(image).isEmpty()) {
                problems.add(new Problem(
                        "every container must say which image it runs",
                        "the image " + image + " of container " + container + " has neither a tag nor a digest",
                        "give a version such as v2, or the artifact " + image + ":v2"));
            }
        });
    }
}
