package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bluegreen completion}. */
@Command(
        name = "completion",
        aliases = "generate-completion",
        description = "Prints a completion script for bash and zsh.",
        footer = {"", "Example:", "  source <(bluegreen completion)"})
final class CompletionCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    private final Terminal terminal;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out().print(AutoComplete.bash("bluegreen", spec.root().commandLine()));
        terminal.out().println();
        terminal.out().flush();
        return ExitCodes.DONE;
    }
}
