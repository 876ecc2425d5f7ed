package io.jenkins.plugins.bluegreen.manifest;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a numbered release, ours or Spinnaker's: {@code demo-rs-v003}.
 *
 * @param base the workload's name
 * @param number 0 to 999
 */
public record ReleaseName(String base, int number) {
    /** What a number adds to a name. */
    static final int SUFFIX_LENGTH = "-v000".length();

    private static final int LARGEST = 999;
    private static final Pattern NUMBERED = Pattern.compile("(?<base>.+)-v(?<number>[0-9]{3})");

    public ReleaseName {
        if (number < 0 || number > LARGEST) {
            throw new IllegalArgumentException("A release's number has three digits, and this is " + number);
        }
    }

    /** Reads a name, if it is that of a numbered release. */
    public static Optional<ReleaseName> parse(String name) {
        Matcher matcher = NUMBERED.matcher(name);
        return matcher.matches()
                ? Optional.of(new ReleaseName(matcher.group("base"), Integer.parseInt(matcher.group("number"))))
                : Optional.empty();
    }

    /**
     * The name of the next release.
     *
     * @param base the workload's name
     * @param newest number of the release created last; 0 if there is none
     * @param taken numbers of all releases that are there
     * @return the first free name after the newest's; after 999 comes 1
     * @throws InvalidInputException if no number is free
     */
    public static String next(String base, int newest, Collection<Integer> taken) {
        for (int step = 0; step < LARGEST; step++) {
            int number = (newest + step) % LARGEST + 1;
            if (!taken.contains(number)) {
                return new ReleaseName(base, number).toString();
            }
        }
        throw new InvalidInputException(
                "a new release of " + base + " was asked for",
                "all numbers from 001 to 999 are taken",
                "delete releases that nobody needs");
    }

    /**
     * The name of a release in selector mode, as people name it by hand.
     *
     * @param base the workload's name
     * @param version a label's value, see {@link Labels#ofVersion}
     * @return such as {@code demo-dp-v2}
     * @throws InvalidInputException if no object can have that name
     */
    public static String versioned(String base, String version) {
        String name = base + "-" + version;
        String asked = "the release is to be called " + Text.quote(name) + ", after its version";
        if (name.length() > Names.MAX_LABEL) {
            throw new InvalidInputException(
                    asked,
                    "that has " + name.length() + " characters, and " + Names.MAX_LABEL + " are allowed",
                    "give the workload a shorter name, or the version");
        }
        if (!Names.isSubdomain(name)) {
            throw new InvalidInputException(
                    asked,
                    "an object's name has only lower-case letters, digits, \"-\" and \".\"",
                    "give a version such as "
                            + version.toLowerCase(Locale.ROOT).replace('_', '-').replaceAll("[^a-z0-9]+$", ""));
        }
        return name;
    }

    /**
     * The workload's name in selector mode, where people name the object after its version.
     *
     * @param name of the object: {@code demo-dp} or {@code demo-dp-v2}
     * @param ownVersion value of its own version label, if it has one
     * @return the name without that version
     */
    static String baseOf(String name, Optional<String> ownVersion) {
        return ownVersion
                .map(version -> "-" + version)
                .filter(suffix -> suffix.length() > 1 && name.endsWith(suffix) && name.length() > suffix.length())
                .map(suffix -> name.substring(0, name.length() - suffix.length()))
                .orElse(name);
    }

    /** The name as the object has it. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s-v%03d", base, number);
    }
}
