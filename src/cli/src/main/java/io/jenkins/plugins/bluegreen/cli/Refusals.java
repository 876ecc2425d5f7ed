package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.run.Json;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.observer.watch.ObserverException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says why something cannot be done: a sentence each on standard error, and exit code 2. */
final class Refusals implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Terminal terminal;

    Refusals(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException error, String[] arguments) {
        String name = error.getCommandLine().getCommandSpec().qualifiedName();
        return refuse(
                List.of(new Problem(
                        "the command " + name + " was typed", reason(error, name), "see " + name + " --help")),
                Stream.of(arguments).anyMatch(argument -> argument.matches("(-o|--output=|-o=)?json")));
    }

    private static String reason(ParameterException error, String name) {
        if (error instanceof UnmatchedArgumentException unmatched) {
            List<String> meant = unmatched.getSuggestions();
            return "it does not know "
                    + String.join(" ", unmatched.getUnmatched())
                    + (meant.isEmpty() ? "" : " (did you mean %s?)".formatted(String.join(" or ", meant)))
                            .replace(name + " ", "");
        }
        if (error instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing.getMissing().stream()
                            .map(argument -> argument.isOption()
                                    ? ((CommandLine.Model.OptionSpec) argument).longestName()
                                    : argument.paramLabel())
                            .collect(Collectors.joining(", "))
                    + " came without a value";
        }
        return error.getMessage();
    }

    @Override
    public int handleExecutionException(Exception error, CommandLine command, ParseResult parsed) {
        ParseResult typed = command.getParseResult();
        boolean json = typed != null && "json".equals(typed.matchedOptionValue("--output", ""));
        if (error instanceof InvalidInputException invalid) {
            return refuse(invalid.problems(), json);
        }
        if (error instanceof ObserverException) {
            terminal.err().println(error.getMessage());
            terminal.err().flush();
            return ExitCodes.REFUSED;
        }
        terminal.err().println("This is a bug of bluegreen. Please report it with these lines:");
        error.printStackTrace(terminal.err());
        terminal.err().flush();
        return ExitCodes.BUG;
    }

    private int refuse(List<Problem> problems, boolean json) {
        problems.stream().map(Problem::sentence).forEach(terminal.err()::println);
        terminal.err().flush();
        if (json) {
            Json.print(
                    new Json.Refusal(
                            Json.Refusal.SCHEMA_VERSION,
                            "refused",
                            problems.stream().map(Problem::sentence).collect(Collectors.joining("\n")),
                            problems),
                    terminal.out());
        }
        return ExitCodes.REFUSED;
    }
}
