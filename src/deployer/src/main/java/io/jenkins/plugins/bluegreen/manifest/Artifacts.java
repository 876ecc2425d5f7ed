package io.jenkins.plugins.bluegreen.manifest;

import io.jenkins.plugins.bluegreen.image.ImageReference;
import io.jenkins.plugins.bluegreen.image.InvalidImageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The artifacts that were given, by canonical name: each says which image, and at most one speaks of a name. */
final class Artifacts {
    private final Map<String, ImageReference> byName;

    private Artifacts(Map<String, ImageReference> byName) {
        this.byName = byName;
    }

    /**
     * Reads what was given.
     *
     * @param given image references
     * @param problems takes what is wrong
     * @return those that are right
     */
    static Artifacts read(List<String> given, List<Problem> problems) {
        Map<String, List<ImageReference>> found = new LinkedHashMap<>();
        for (String text : given) {
            reference(text, problems)
                    .ifPresent(image -> found.computeIfAbsent(image.canonicalName(), name -> new ArrayList<>())
                            .add(image));
        }
        Map<String, ImageReference> byName = new LinkedHashMap<>();
        found.forEach((name, images) -> {
            if (images.size() > 1) {
                problems.add(new Problem(
                        "one artifact can be given for an image",
                        images.size() + " were given for " + images.get(0).name() + ": "
                                + Text.list(images.stream()
                                        .map(ImageReference::toString)
                                        .toList()),
                        "leave the one that is to be deployed"));
            }
            byName.put(name, images.get(0));
        });
        return new Artifacts(byName);
    }

    private static Optional<ImageReference> reference(String text, List<Problem> problems) {
        try {
            ImageReference image = ImageReference.parse(text.strip());
            if (!image.isBound()) {
                problems.add(new Problem(
                        "the artifact " + image + " was given",
                        "it has neither a tag nor a digest",
                        "say which image it is, such as " + image + ":v2"));
            }
            return Optional.of(image);
        } catch (InvalidImageException e) {
            problems.add(new Problem(e.asked() + " as an artifact", e.found(), e.todo()));
            return Optional.empty();
        }
    }

    /** The artifact for an image of a manifest, if one was given. */
    Optional<ImageReference> forImage(ImageReference image) {
        return Optional.ofNullable(byName.get(image.canonicalName()));
    }

    /** All of them, in the order in which they were given. */
    List<ImageReference> all() {
        return List.copyOf(byName.values());
    }
}
