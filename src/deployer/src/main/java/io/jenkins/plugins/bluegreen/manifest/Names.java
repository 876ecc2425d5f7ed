package io.jenkins.plugins.bluegreen.manifest;

import java.util.regex.Pattern;

/** The rules for names of objects, as the API server checks them. */
public final class Names {
    /** What a name must be to stand as it is in a label's value or a Service's name. */
    static final int MAX_LABEL = 63;

    static final int MAX_SUBDOMAIN = 253;

    private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9./_-]*");

    private Names() {}

    /** Whether it is a DNS-1123 label: the name of a namespace, a container or (nearly) a Service. */
    public static boolean isLabel(String name) {
        return name.length() <= MAX_LABEL && LABEL.matcher(name).matches();
    }

    /** Whether it is a DNS-1123 subdomain: the name of a workload. */
    public static boolean isSubdomain(String name) {
        return name.length() <= MAX_SUBDOMAIN && SUBDOMAIN.matcher(name).matches();
    }

    /** A kind or name for a message: as it is if it is a plain word, else not at all, for it could be anything. */
    static String show(String word) {
        return word.length() <= MAX_SUBDOMAIN && WORD.matcher(word).matches() ? word : "(not a plain word)";
    }
}
