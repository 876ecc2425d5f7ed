package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The command line's model, for tests outside of its package. */
public final class Commands {
    private Commands() {}

    /** A fresh one, which has parsed nothing yet. */
    public static CommandLine fresh() {
        return Main.commandLine(
                Terminal.plain(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())));
    }
}
