package io.jenkins.plugins.bluegreen.manifest;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** An input that cannot be used, with everything that is wrong with it. Its message is all the sentences. */
public class InvalidInputException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Problem[] problems;

    /**
     * An input with several problems.
     *
     * @param problems at least one
     */
    public InvalidInputException(List<Problem> problems) {
        super(sentences(problems));
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
        super(new Problem(asked, found, todo).sentence());
        this.problems = new Problem[] {new Problem(asked, found, todo)};
    }

    /** Before anything is constructed, as nobody may see half of it. */
    private static String sentences(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("An invalid input has at least one problem");
        }
        return problems.stream().map(Problem::sentence).collect(Collectors.joining("\n"));
    }

    /** All that is wrong; never empty. */
    public final List<Problem> problems() {
        return List.of(problems);
    }

    /** Throws if there is any problem. */
    static void throwIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
