package io.jenkins.plugins.bluegreen.image;

import java.util.Optional;

/** Says why a text is not an image reference. */
final class Diagnosis {
    private static final int SHOWN = 100;
    private static final String EXAMPLES = "registry.example.org:5000/team/app:v2";

    private Diagnosis() {}

    static InvalidImageException of(String text, String name, Optional<String> tag, Optional<String> digest) {
        String asked = "The image " + quote(text) + " was given";
        if (text.isBlank()) {
            return new InvalidImageException("An image was given", "it is empty", "Write it such as " + EXAMPLES);
        }
        if (text.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            return new InvalidImageException(asked, "it has white space in it", "Remove that");
        }
        if (text.contains("://")) {
            return new InvalidImageException(
                    asked, "it begins with a protocol", "Write it without one, such as " + EXAMPLES);
        }
        if (!Grammar.isName(name)) {
            return ofName(asked, name);
        }
        if (tag.isPresent() && !Grammar.isTag(tag.get())) {
            return ofTag(asked, tag.get());
        }
        return ofDigest(asked, digest.orElse(""));
    }

    static InvalidImageException ofTag(String tag) {
        return ofTag("The tag " + quote(tag) + " was given", tag);
    }

    static InvalidImageException ofDigest(String digest) {
        return ofDigest("The digest " + quote(digest) + " was given", digest);
    }

    private static InvalidImageException ofName(String asked, String name) {
        String path = name.substring(name.indexOf('/') + 1);
        if (name.isEmpty()) {
            return new InvalidImageException(asked, "it has no name", "Write it such as " + EXAMPLES);
        }
        if (name.length() > Grammar.MAX_NAME) {
            return new InvalidImageException(
                    asked,
                    "its name has " + name.length() + " characters and " + Grammar.MAX_NAME + " are allowed",
                    "Give it a shorter name");
        }
        if (path.chars().anyMatch(c -> c >= 'A' && c <= 'Z')) {
            return new InvalidImageException(asked, "there is upper case in its name", "Write its name in lower case");
        }
        if (("/" + name + "/").contains("//")) {
            return new InvalidImageException(
                    asked, "its name has an empty part between slashes", "Write it such as " + EXAMPLES);
        }
        return new InvalidImageException(
                asked,
                "its name is not one",
                "Use lower-case letters and digits, with \".\", \"_\", \"__\" or \"-\" between them and \"/\" between"
                        + " the parts, such as " + EXAMPLES);
    }

    private static InvalidImageException ofTag(String asked, String tag) {
        if (tag.isEmpty()) {
            return new InvalidImageException(
                    asked, "the tag is empty", "Write a tag after the colon, or leave the colon away");
        }
        return new InvalidImageException(
                asked,
                tag.length() > 128
                        ? "the tag has " + tag.length() + " characters and 128 are allowed"
                        : "the tag is not one",
                "Use letters, digits, \"_\", \".\" and \"-\", not beginning with \".\" or \"-\"");
    }

    private static InvalidImageException ofDigest(String asked, String digest) {
        return new InvalidImageException(
                asked,
                digest.isEmpty() ? "the digest is empty" : "the digest is not one",
                "Write it as sha256: and 64 digits 0-9 and a-f");
    }

    /** What was written, as far as it can be shown: one line, and nothing that could be a password. */
    private static String quote(String text) {
        int at = text.lastIndexOf('@');
        String shown = at >= 0 && text.indexOf('/', at) > at ? "…" + text.substring(at) : text;
        shown = shown.replaceAll("\\p{Cntrl}", "?");
        return '"' + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown) + '"';
    }
}
