package io.jenkins.plugins.bluegreen.manifest;

import io.jenkins.plugins.bluegreen.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses the version of a release and checks that it can be named after it. */
final class ReleaseVersion {
    private final Manifest manifest;
    private final Optional<String> asked;
    private final Optional<String> versionLabel;
    private final Map<String, ImageReference> images;
    private final Artifacts artifacts;

    ReleaseVersion(
            Manifest manifest,
            Optional<String> asked,
            Optional<String> versionLabel,
            Map<String, ImageReference> images,
            Artifacts artifacts) {
        this.manifest = manifest;
        this.asked = asked;
        this.versionLabel = versionLabel;
        this.images = images;
        this.artifacts = artifacts;
    }

    /** What an image calls its version: the digest, which identifies, else the tag. */
    static Optional<String> of(ImageReference image) {
        return image.digest().or(image::tag);
    }

    /**
     * The release, if nothing is wrong with its version and its name.
     *
     * @param problems takes what is wrong
     */
    Optional<Bound> release(List<Problem> problems) {
        int before = problems.size();
        Optional<String> version = choose();
        Optional<Bound.OwnVersion> own = Optional.empty();
        String base = manifest.name();
        if (versionLabel.isPresent()) {
            String key = versionLabel.get();
            checkKey(key, problems);
            base = ReleaseName.baseOf(manifest.name(), ownVersion());
            own = version.flatMap(chosen -> labelValue(chosen, problems))
                    .map(value -> new Bound.OwnVersion(key, value));
            checkVersionedName(base, own, problems);
        } else {
            checkNumberedName(base, problems);
        }
        if (problems.size() > before || version.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> bound = new LinkedHashMap<>();
        images.forEach((container, image) -> bound.put(container, image.toString()));
        return Optional.of(new Bound(manifest, base, version.get(), bound, own, warnings(version.get())));
    }

    private Optional<String> choose() {
        TemplateContainer main = manifest.containers().get(0);
        Optional<String> ofImage = of(images.get(main.name()));
        if (asked.isPresent()) {
            return asked;
        }
        boolean named = artifacts.forImage(main.image()).isPresent();
        return named ? ofImage : ownVersion().or(() -> ofImage);
    }

    /** In selector mode, the version that the manifest's own template names. */
    private Optional<String> ownVersion() {
        return versionLabel.map(key -> manifest.templateLabels().get(key)).filter(value -> !value.isEmpty());
    }

    private void checkKey(String key, List<Problem> problems) {
        if (!Labels.isKey(key)) {
            problems.add(new Problem(
                    "the version label " + Text.quote(key) + " was given",
                    "it is not a label's key",
                    "give the key by which the Service selects a version, such as version"));
        }
        boolean used = manifest.selector().matchExpressions().stream()
                .anyMatch(expression -> expression.key().equals(key));
        if (used) {
            problems.add(new Problem(
                    "the label " + key + " must name the version",
                    "matchExpressions of the manifest's spec.selector use it",
                    "use it in spec.selector.matchLabels only"));
        }
    }

    private static Optional<String> labelValue(String version, List<Problem> problems) {
        try {
            return Optional.of(Labels.ofVersion(version));
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
            return Optional.empty();
        }
    }

    private static void checkVersionedName(String base, Optional<Bound.OwnVersion> own, List<Problem> problems) {
        try {
            own.ifPresent(version -> ReleaseName.versioned(base, version.value()));
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
    }

    private static void checkNumberedName(String base, List<Problem> problems) {
        int allowed = Names.MAX_LABEL - ReleaseName.SUFFIX_LENGTH;
        if (base.length() > allowed) {
            problems.add(new Problem(
                    "the releases of " + base + " are to be numbered, such as -v001",
                    "its name has " + base.length() + " characters, and " + allowed + " are allowed for that",
                    "give the workload a shorter name"));
        }
    }

    /** That an image stays at another version is worth a word only where no image has the release's version. */
    private List<String> warnings(String version) {
        boolean carried = images.values().stream()
                .anyMatch(image -> image.tag().filter(version::equals).isPresent()
                        || image.digest().filter(version::equals).isPresent());
        List<String> warnings = new ArrayList<>();
        if (versionLabel.isPresent() && !carried) {
            images.forEach((container, image) -> warnings.add("The image " + image + " of container " + container
                    + " stays as it is written, though the version is " + version + "."));
        }
        return warnings;
    }
}
