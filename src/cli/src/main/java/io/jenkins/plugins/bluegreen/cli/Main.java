package io.jenkins.plugins.bluegreen.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bluegreen}. */
@Command(
        name = "bluegreen",
        description = "Blue/green deployments for Kubernetes.",
        mixinStandardHelpOptions = false,
        subcommands = {
            DeployCommand.class,
            RollbackCommand.class,
            StatusCommand.class,
            ObserveCommand.class,
            ClusterCommand.class,
            DemoCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, or nothing to do; 1 failed, what served before serves; 2 refused, nothing written;",
            "3 not confirmed, the way back is printed; 4 a bug."
        })
public final class Main implements Runnable {
    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * Starts the command.
     *
     * @param args as typed
     */
    public static void main(String[] args) {
        // The client's own log lines are for developers; what a user needs is in our messages.
        Logger.getLogger("").setLevel(Level.SEVERE);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    if (error instanceof IllegalArgumentException) {
                        command.getErr().println(error.getMessage());
                        return ExitCodes.REFUSED;
                    }
                    command.getErr().println("This is a bug of bluegreen:");
                    error.printStackTrace(command.getErr());
                    return ExitCodes.BUG;
                });
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
