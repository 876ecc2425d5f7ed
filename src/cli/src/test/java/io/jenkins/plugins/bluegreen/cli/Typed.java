package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A command line that was typed, and what came of it. */
record Typed(int code, String out, String err) {
    /** Runs it in this process, with lines for a terminal. */
    static Typed line(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(Terminal.plain(new PrintWriter(out, true), new PrintWriter(err, true)))
                .execute(arguments);
        return new Typed(code, out.toString(), err.toString());
    }

    /** Lines of standard error. */
    List<String> problems() {
        return err.lines().toList();
    }
}
