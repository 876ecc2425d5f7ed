package io.jenkins.plugins.bluegreen.cli.terminal;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * One of the two streams that a command writes to, and what can be shown there.
 *
 * @param writer writes to it
 * @param live whether it is a screen, on which lines can be drawn over
 * @param style how it is drawn there
 * @param window how large that screen is now; asked often, on any thread
 */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "A surface is there to be written to.")
public record Surface(PrintWriter writer, boolean live, Style style, Supplier<Window> window) {
    /** Lines and nothing else, as for a file or another program. */
    public static Surface plain(PrintWriter writer) {
        return new Surface(writer, false, Style.PLAIN, () -> Window.ENDLESS);
    }
}
