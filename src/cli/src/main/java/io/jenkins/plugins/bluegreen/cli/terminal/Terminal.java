package io.jenkins.plugins.bluegreen.cli.terminal;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;

/**
 * Where a command writes, and what can be shown there.
 *
 * @param out for results
 * @param err for problems, and for the story where {@code out} is for JSON
 * @param outIsLive whether {@code out} is a screen on which lines can be drawn over
 * @param errIsLive the same for {@code err}
 * @param style how it is drawn
 * @param interrupts who is told of Ctrl-C
 */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "A terminal is there to be written to.")
public record Terminal(
        PrintWriter out, PrintWriter err, boolean outIsLive, boolean errIsLive, Style style, Interrupts interrupts) {

    /** The launcher says here which of {@code out} and {@code err} are terminals: a JVM cannot find out. */
    private static final String TERMINALS = "bluegreen.terminals";

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        String said = System.getProperty(TERMINALS);
        boolean unknown = said == null;
        boolean console = unknown && System.console() != null;
        boolean drawable = drawable(System.getenv());
        boolean out =
                drawable && (console || !unknown && List.of(said.split(",")).contains("out"));
        boolean err =
                drawable && (console || !unknown && List.of(said.split(",")).contains("err"));
        Charset charset = charset();
        return new Terminal(
                writer(System.out, charset),
                writer(System.err, charset),
                out,
                err,
                Style.of(charset, out || err),
                Interrupts.ofProcess());
    }

    /** Lines and nothing else. */
    public static Terminal plain(PrintWriter out, PrintWriter err) {
        return new Terminal(out, err, false, false, Style.PLAIN, new Interrupts());
    }

    /** Plain lines in CI, where colours are not wanted, and on what cannot move its cursor. */
    static boolean drawable(Map<String, String> environment) {
        return environment.getOrDefault("CI", "").isEmpty()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        return name.isEmpty() || !Charset.isSupported(name) ? Charset.defaultCharset() : Charset.forName(name);
    }

    private static PrintWriter writer(PrintStream stream, Charset charset) {
        return new PrintWriter(stream, false, charset);
    }
}
