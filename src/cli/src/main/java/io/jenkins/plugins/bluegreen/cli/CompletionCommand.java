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
        description = "Prints a completion script for bash and zsh.",
        footer = {"", "Example:", "  source <(bluegreen completion)"})
final class CompletionCommand implements Callable<Integer> {
    /** To bash {@code --flag=value} is three words, which the script of picocli does not know. Zsh leaves it whole. */
    private static final String EQUALS = """
            # What completes the value of "--flag value" completes that of "--flag=value" too.
            function _bluegreen() {
              local -a words
              local at=0 current=$COMP_CWORD
              while [ $at -lt ${#COMP_WORDS[@]} ]; do
                if [ "${COMP_WORDS[at]}" != = ]; then
                  words+=("${COMP_WORDS[at]}")
                elif [ $at -eq $COMP_CWORD ]; then
                  words+=("")
                elif [ $at -lt $COMP_CWORD ]; then
                  current=$((current - 1))
                fi
                at=$((at + 1))
              done
              local -a COMP_WORDS=("${words[@]}")
              local COMP_CWORD=$current
              _complete_bluegreen "$@"
            }
            if [ -n "$BASH_VERSION" ]; then
              complete -F _bluegreen -o default bluegreen
            fi""";

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
        terminal.out().println(AutoComplete.bash("bluegreen", spec.root().commandLine()));
        terminal.out().println(EQUALS);
        terminal.out().flush();
        return ExitCodes.DONE;
    }
}
