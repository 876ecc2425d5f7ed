package io.jenkins.plugins.bluegreen.manifest;

import io.jenkins.plugins.bluegreen.image.ImageReference;
import java.util.regex.Pattern;

/** The rules for labels, as the API server checks them. */
public final class Labels {
    /** Characters that a value, or the name in a key, may have. */
    public static final int MAX_LENGTH = 63;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?");
    private static final int HASH_BYTES = 4;
    private static final int VERSION_DIGITS = 12;

    private Labels() {}

    /** Whether it is a label's key: an optional DNS-1123 prefix of up to 253 characters and a slash, and a name. */
    public static boolean isKey(String key) {
        int slash = key.indexOf('/');
        String name = key.substring(slash + 1);
        return (slash < 0 || Names.isSubdomain(key.substring(0, slash)))
                && name.length() <= MAX_LENGTH
                && NAME.matcher(name).matches();
    }

    /** Whether it is a label's value; it may be empty. */
    public static boolean isValue(String value) {
        return value.isEmpty()
                || value.length() <= MAX_LENGTH && NAME.matcher(value).matches();
    }

    /**
     * A value that fits: as it is, or its beginning and a hash of all of it, so that two long values stay two.
     *
     * @param value with none but the characters of a label's value
     * @return of at most {@value #MAX_LENGTH} characters
     */
    public static String shorten(String value) {
        if (value.length() <= MAX_LENGTH) {
            return value;
        }
        return value.substring(0, MAX_LENGTH - 1 - 2 * HASH_BYTES) + '-' + Hashes.of(value, HASH_BYTES);
    }

    /**
     * The label's value for a version: the version, or the first {@value #VERSION_DIGITS} digits of a digest.
     *
     * @param version a version or a digest such as {@code sha256:…}
     * @return a label's value, not empty
     * @throws InvalidInputException if the version can be neither
     */
    public static String ofVersion(String version) {
        if (ImageReference.isDigest(version)) {
            int hex = version.indexOf(':') + 1;
            return version.substring(hex, hex + VERSION_DIGITS);
        }
        if (!version.isEmpty() && isValue(version)) {
            return version;
        }
        throw new InvalidInputException(
                "version " + Text.quote(version) + " was given, and in selector mode it is a label's value",
                "it is not one",
                "use up to 63 letters, digits, \"-\", \"_\" and \".\", with a letter or digit at both ends");
    }
}
