package io.jenkins.plugins.bluegreen.cli.options;

import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.Option;

/** What is told, and how. */
public final class OutputOptions {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "json",
            completionCandidates = Formats.class,
            description = "json: the result as JSON, alone on standard output.")
    private String format;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only the end is told.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Every step is told, also below a live view, and what the client logs.")
    private boolean verbose;

    /** Whether the result is written as JSON. */
    public boolean json() {
        return "json".equals(format);
    }

    /** Whether only the end is told. */
    public boolean quiet() {
        return quiet;
    }

    /** Whether everything is told. */
    public boolean verbose() {
        return verbose;
    }

    /**
     * Looks at what was typed.
     *
     * @throws InvalidInputException if it makes no sense
     */
    public void check() {
        if (format != null && !json()) {
            throw new InvalidInputException(
                    "the output format %s was given".formatted(format),
                    "the only one is json",
                    "give -o json, or leave it away for text");
        }
        if (quiet && verbose) {
            throw new InvalidInputException(
                    "--quiet and --verbose were given", "they contradict each other", "give one of them, or none");
        }
    }

    /** What a shell offers. */
    static final class Formats implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("json").iterator();
        }
    }
}
