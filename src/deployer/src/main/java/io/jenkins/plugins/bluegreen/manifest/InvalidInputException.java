package io.jenkins.plugins.bluegreen.manifest;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** An input that cannot be used, with everything that is wrong with it. Its message is all the sentences. */
public final class InvalidInputException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Problem[] problems;

    /**
     * An input with several problems.
     *
     * @param problems at least one
     */
    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::sentence).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("An invalid input has at least one problem");
        }
        this.problems = problems.toArray(Problem[]::new);
    }

    /**
     * An input with one problem.
     *
     * @param asked see {@link Problem#asked()}
     * @param found see {@link Problem#found()}
     * @param todo see {@link Problem#todo()}
     */
    public InvalidInputException(String asked, String found, String todo) {
        this(List.of(new Problem(asked, found, todo)));
    }

    /** All that is wrong; never empty. */
    public List<Problem> problems() {
        return List.of(problems);
    }

    /** Throws if there is any problem. */
    static void throwIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
