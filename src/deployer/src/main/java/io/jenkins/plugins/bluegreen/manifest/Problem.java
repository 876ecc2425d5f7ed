package io.jenkins.plugins.bluegreen.manifest;

import java.io.Serializable;
import java.util.Locale;

/**
 * Why something cannot be done, for the person who asked for it.
 *
 * @param asked what was asked, such as {@code "version v2 was given"}
 * @param found what was found instead, such as {@code "every image has a tag"}
 * @param todo what to do, such as {@code "leave the tag away"}
 */
public record Problem(String asked, String found, String todo) implements Serializable {

    /** All of it, readable: {@code Version v2 was given, but every image has a tag. Leave the tag away.} */
    public String sentence() {
        return capital(asked) + ", but " + found + ". " + capital(todo) + ".";
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
