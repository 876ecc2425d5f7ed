package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.demo.DemoCommand;
import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bluegreen}. */
@Command(
        name = "bluegreen",
        description = "Blue/green deployments for Kubernetes: the new version stays dark until all of it is proven.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes:",
            "  0  done, or nothing to do",
            "  1  failed: what served before serves",
            "  2  refused: nothing was written",
            "  3  not confirmed: the way back is printed",
            "  4  a bug",
            "",
            "'bluegreen COMMAND --help' tells more.",
            "'bluegreen demo' shows it without a cluster."
        })
public final class Main implements Callable<Integer> {
    /** What every terminal has, however it is asked. */
    private static final int WIDTH = 80;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = {"-V"},
            versionHelp = true,
            description = "Shows the version of this command.")
    private boolean version;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Starts the command.
     *
     * @param args as typed
     */
    public static void main(String[] args) {
        // The client's own log lines are for developers; what a user needs is in our messages.
        Logger.getLogger("").setLevel(Level.OFF);
        System.exit(commandLine(Terminal.ofProcess()).execute(args));
    }

    /** The command line, writing to a terminal. */
    static CommandLine commandLine(Terminal terminal) {
        CommandLine line = new CommandLine(new Main());
        List.of(
                        new DeployCommand(terminal),
                        new PrepareCommand(terminal),
                        new PromoteCommand(terminal),
                        new DiscardCommand(terminal),
                        new RollbackCommand(terminal),
                        new PlanCommand(terminal),
                        new StatusCommand(terminal),
                        new ObserveCommand(terminal))
                .forEach(command -> line.addSubcommand(command.line()));
        line.addSubcommand(new ClusterCommand(terminal));
        line.addSubcommand(new DemoCommand(terminal));
        line.addSubcommand(new CompletionCommand(terminal));
        line.getSubcommands().values().forEach(command -> {
            command.getHelpSectionMap()
                    .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionGroups());
            command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
        });
        Refusals refusals = new Refusals(terminal);
        return line.setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpWidth(WIDTH)
                .setUsageHelpAutoWidth(false)
                .setParameterExceptionHandler(refusals)
                .setExecutionExceptionHandler(refusals);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.REFUSED;
    }
}
