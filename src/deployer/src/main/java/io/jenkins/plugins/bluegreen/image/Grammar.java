package io.jenkins.plugins.bluegreen.image;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The grammar of image references, as the package {@code reference} of the distribution project writes it down.
 *
 * <p>Quantifiers are possessive where the grammar allows it: the text comes from users, and must not be able to make
 * the matcher try every way to cut it into pieces.
 */
final class Grammar {
    /** Characters that registry, path and their separators may have together. */
    static final int MAX_NAME = 255;

    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String HOST = "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+\\])";
    private static final String DOMAIN = HOST + "(?::[0-9]+)?";
    private static final String COMPONENT = "[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++)*+";
    private static final String PATH = COMPONENT + "(?:/" + COMPONENT + ")*+";

    static final Pattern NAME = Pattern.compile("(?:" + DOMAIN + "/)?" + PATH);
    static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}");
    static final Pattern DIGEST = Pattern.compile(
            "(?<algorithm>[A-Za-z][A-Za-z0-9]*+(?:[-_+.][A-Za-z][A-Za-z0-9]*+)*+):(?<hex>[0-9a-fA-F]{32,})");

    private static final Map<String, Integer> HEX_DIGITS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);

    private Grammar() {}

    static boolean isName(String text) {
        return text.length() <= MAX_NAME && NAME.matcher(text).matches();
    }

    static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    /** Whether it is a digest; of the algorithms that registries use, the length and the lower case count too. */
    static boolean isDigest(String text) {
        var matcher = DIGEST.matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        Integer digits = HEX_DIGITS.get(matcher.group("algorithm"));
        String hex = matcher.group("hex");
        return digits == null || hex.length() == digits && hex.chars().noneMatch(c -> c >= 'A' && c <= 'F');
    }
}
