package io.jenkins.plugins.bluegreen.cli.terminal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How something is drawn.
 *
 * @param colour with the colours of the terminal
 * @param unicode with signs beyond ASCII
 */
public record Style(boolean colour, boolean unicode) {
    /** Letters and nothing else. */
    public static final Style PLAIN = new Style(false, false);

    /** What a pod is shown as. */
    public enum Pod {
        /** A ready endpoint. */
        SERVING("●", "#", "32"),
        /** Ready, and no endpoint. */
        READY("●", "o", "34"),
        /** Not ready yet. */
        CREATING("○", ".", "33"),
        /** Ending. */
        ENDING("×", "x", "2");

        private final String sign;
        private final String letter;
        private final String code;

        Pod(String sign, String letter, String code) {
            this.sign = sign;
            this.letter = letter;
            this.code = code;
        }
    }

    static Style of(Charset charset, boolean live) {
        return new Style(live, charset.equals(StandardCharsets.UTF_8) && live);
    }

    /** So many pods, as signs. */
    public String pods(Pod kind, int count) {
        if (count <= 0) {
            return "";
        }
        // Without colours, letters tell apart what serves and what is merely ready.
        String signs = (unicode && colour ? kind.sign : kind.letter).repeat(count);
        return paint(kind.code, signs);
    }

    /** Emphasis. */
    public String bold(String text) {
        return paint("1", text);
    }

    /** What matters less. */
    public String dim(String text) {
        return paint("2", text);
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
