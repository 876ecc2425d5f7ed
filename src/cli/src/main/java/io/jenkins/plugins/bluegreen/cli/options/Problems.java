package io.jenkins.plugins.bluegreen.cli.options;

import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong, so that a person hears of all of it at once. */
public final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();

    /** Does something; what is wrong with it is kept. */
    public void check(Runnable step) {
        of(() -> {
            step.run();
            return "";
        });
    }

    /**
     * Makes something; what is wrong with it is kept.
     *
     * @param step makes it
     * @return it, if nothing was wrong
     */
    public <T> Optional<T> of(Supplier<T> step) {
        try {
            return Optional.ofNullable(step.get());
        } catch (InvalidInputException e) {
            found.addAll(e.problems());
            return Optional.empty();
        }
    }

    /** Throws if anything was wrong. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInputException(List.copyOf(found));
        }
    }
}
