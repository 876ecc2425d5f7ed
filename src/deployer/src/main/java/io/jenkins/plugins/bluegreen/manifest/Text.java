package io.jenkins.plugins.bluegreen.manifest;

import java.util.Collection;
import java.util.List;

/** Words for messages. */
final class Text {
    private static final int SHOWN = 100;

    private Text() {}

    /** What a person gave, on one line and not too long. */
    static String quote(String given) {
        String shown = given.replaceAll("\\p{Cntrl}", "?");
        return '"' + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown) + '"';
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    static String list(Collection<String> words) {
        List<String> all = List.copyOf(words);
        int last = all.size() - 1;
        return last < 1 ? String.join("", all) : String.join(", ", all.subList(0, last)) + " and " + all.get(last);
    }
}
