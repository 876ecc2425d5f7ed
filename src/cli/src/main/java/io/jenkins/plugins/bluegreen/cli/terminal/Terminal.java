package io.jenkins.plugins.bluegreen.cli.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Where a command writes, and who is told of Ctrl-C. What can be shown on the two streams differs: one of them may be a screen
 * and the other one a file.
 *
 * @param standard standard output, for results
 * @param error standard error, for problems
 * @param interrupts who is told of Ctrl-C
 */
public record Terminal(Surface standard, Surface error, Interrupts interrupts) {
    /** The launcher says here which of {@code out} and {@code err} are terminals: a JVM cannot find out. */
    private static final String TERMINALS = "bluegreen.terminals";

    /** The terminal of this process. */
    public static Terminal ofProcess() {
        return of(System.getProperties(), System.getenv(), System.out, System.err, Interrupts.ofProcess());
    }

    /** A terminal, by what the launcher, the JVM and the environment say of it. Without a word of the launcher it is none. */
    static Terminal of(
            Properties said, Map<String, String> environment, PrintStream out, PrintStream err, Interrupts interrupts) {
        List<String> terminals = List.of(said.getProperty(TERMINALS, "").split(","));
        boolean drawable = drawable(environment);
        boolean outIsLive = drawable && terminals.contains("out");
        boolean errIsLive = drawable && terminals.contains("err");
        ProcessWindow window = outIsLive || errIsLive ? ProcessWindow.create() : new ProcessWindow();
        return new Terminal(
                surface(out, charset(said, "stdout"), outIsLive, window),
                surface(err, charset(said, "stderr"), errIsLive, window),
                interrupts);
    }

    /** Lines and nothing else. */
    public static Terminal plain(PrintWriter out, PrintWriter err) {
        return new Terminal(Surface.plain(out), Surface.plain(err), new Interrupts());
    }

    /** For results. */
    public PrintWriter out() {
        return standard.writer();
    }

    /** For problems. */
    public PrintWriter err() {
        return error.writer();
    }

    /** How results are drawn. */
    public Style style() {
        return standard.style();
    }

    /**
     * Where it is told what goes on.
     *
     * @param json whether standard output is for JSON alone
     */
    public Surface story(boolean json) {
        return json ? error : standard;
    }

    /** Plain lines in CI, where colours are not wanted, and on what cannot move its cursor. */
    static boolean drawable(Map<String, String> environment) {
        return environment.getOrDefault("CI", "").isEmpty()
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "dumb").equals("dumb");
    }

    /** By the names of Java 19, and those before them. */
    private static Charset charset(Properties said, String stream) {
        String name = said.getProperty(stream + ".encoding", said.getProperty("sun." + stream + ".encoding", ""));
        return name.isEmpty() || !Charset.isSupported(name) ? Charset.defaultCharset() : Charset.forName(name);
    }

    private static Surface surface(PrintStream stream, Charset charset, boolean live, ProcessWindow window) {
        return new Surface(new PrintWriter(stream, false, charset), live, Style.of(charset, live), window);
    }
}
