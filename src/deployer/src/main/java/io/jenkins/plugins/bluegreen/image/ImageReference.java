package io.jenkins.plugins.bluegreen.image;

import java.util.Locale;
import java.util.Optional;

/**
 * An image reference: a name, and a tag, a digest or both. It prints as it was written; what it means is compared by
 * {@link #canonicalName()} and {@link #sameArtifact}.
 *
 * @see <a href="https://github.com/distribution/reference">the grammar and the rules for short names</a>
 */
public final class ImageReference {
    private static final String DEFAULT_REGISTRY = "docker.io";

    private final String name;
    private final Optional<String> tag;
    private final Optional<String> digest;

    private ImageReference(String name, Optional<String> tag, Optional<String> digest) {
        this.name = name;
        this.tag = tag;
        this.digest = digest;
    }

    /**
     * Reads a reference.
     *
     * @param text such as {@code nginx}, {@code registry:5000/team/app:v2} or {@code app@sha256:…}
     * @return what it says
     * @throws InvalidImageException if it is not a reference; the message says why
     */
    public static ImageReference parse(String text) {
        int at = text.indexOf('@');
        String rest = at < 0 ? text : text.substring(0, at);
        Optional<String> digest = at < 0 ? Optional.empty() : Optional.of(text.substring(at + 1));
        // A colon before the last slash belongs to the registry's port, or to an IPv6 address.
        int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
        String name = colon < 0 ? rest : rest.substring(0, colon);
        Optional<String> tag = colon < 0 ? Optional.empty() : Optional.of(rest.substring(colon + 1));
        boolean valid = Grammar.isName(name)
                && tag.map(Grammar::isTag).orElse(true)
                && digest.map(Grammar::isDigest).orElse(true);
        if (!valid) {
            throw Diagnosis.of(text, name, tag, digest);
        }
        return new ImageReference(name, tag, digest);
    }

    /** The name as its author wrote it: all but tag and digest. */
    public String name() {
        return name;
    }

    /** The name with registry and path in full: {@code docker.io/library/nginx} for {@code nginx}. */
    public String canonicalName() {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        String registry = isRegistry(first) ? first : DEFAULT_REGISTRY;
        String path = isRegistry(first) ? name.substring(slash + 1) : name;
        if (registry.equals("index.docker.io")) {
            registry = DEFAULT_REGISTRY;
        }
        boolean official = registry.equals(DEFAULT_REGISTRY) && path.indexOf('/') < 0;
        return registry + '/' + (official ? "library/" : "") + path;
    }

    /** Upper case cannot stand in a path, so what has it is a host; that is how every container runtime reads it. */
    private static boolean isRegistry(String first) {
        return first.contains(".")
                || first.contains(":")
                || first.startsWith("[")
                || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    /** The tag, if one is written. */
    public Optional<String> tag() {
        return tag;
    }

    /** The digest with its algorithm, if one is written. */
    public Optional<String> digest() {
        return digest;
    }

    /** Whether it says which image of this name it is, by a tag or a digest. */
    public boolean isBound() {
        return tag.isPresent() || digest.isPresent();
    }

    /**
     * The same name with this tag, and without a digest, which would overrule it.
     *
     * @param newTag without a colon
     * @return the reference
     * @throws InvalidImageException if it is not a tag
     */
    public ImageReference withTag(String newTag) {
        if (!Grammar.isTag(newTag)) {
            throw Diagnosis.ofTag(newTag);
        }
        return new ImageReference(name, Optional.of(newTag), Optional.empty());
    }

    /**
     * The same name with this digest, and without a tag, which would say nothing.
     *
     * @param newDigest with its algorithm, such as {@code sha256:…}
     * @return the reference
     * @throws InvalidImageException if it is not a digest
     */
    public ImageReference withDigest(String newDigest) {
        if (!Grammar.isDigest(newDigest)) {
            throw Diagnosis.ofDigest(newDigest);
        }
        return new ImageReference(name, Optional.empty(), Optional.of(newDigest));
    }

    /** This name, in its author's spelling, with the tag and the digest of the other. */
    public ImageReference withVersionOf(ImageReference other) {
        return new ImageReference(name, other.tag, other.digest);
    }

    /** Whether both are the same name, whatever tag or digest they have. */
    public boolean sameName(ImageReference other) {
        return canonicalName().equals(other.canonicalName());
    }

    /** Whether both mean the same image. A digest identifies, whatever the tags say. */
    public boolean sameArtifact(ImageReference other) {
        if (!sameName(other) || digest.isPresent() != other.digest.isPresent()) {
            return false;
        }
        return digest.isPresent() ? digest.equals(other.digest) : tag.equals(other.tag);
    }

    /** Whether a text is a tag. */
    public static boolean isTag(String text) {
        return Grammar.isTag(text);
    }

    /** Whether a text is a digest with its algorithm. */
    public static boolean isDigest(String text) {
        return Grammar.isDigest(text);
    }

    /** Equal if they are written the same; see {@link #sameArtifact}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ImageReference that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The reference as it was written. */
    @Override
    public String toString() {
        return name
                + tag.map(t -> ":" + t).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }
}
