package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.List;

/** How a run has ended. */
public sealed interface Outcome {

    /**
     * The release has the traffic alone.
     *
     * @param release its name
     */
    record Promoted(String release) implements Outcome {}

    /**
     * It was there already; nothing was written.
     *
     * @param release its name
     */
    record AlreadyActive(String release) implements Outcome {}

    /**
     * The release is available, dark, and can be promoted.
     *
     * @param release its name
     */
    record Prepared(String release) implements Outcome {}

    /**
     * The release that was prepared is gone, or was gone already.
     *
     * @param release its name
     */
    record Discarded(String release) implements Outcome {}

    /**
     * An earlier release has the traffic again.
     *
     * @param release its name; empty if nothing serves, as before
     * @param reason why, in a sentence
     * @param asked whether that was asked for; else a promoted candidate degraded
     */
    record RolledBack(String release, String reason, boolean asked) implements Outcome {}

    /**
     * There was nothing to undo.
     *
     * @param reason why, in a sentence
     */
    record NothingToDo(String reason) implements Outcome {}

    /**
     * It cannot be done; nothing was written.
     *
     * @param problems all of them
     */
    record Refused(List<Problem> problems) implements Outcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * It was begun and did not succeed.
     *
     * @param reason a sentence: what was seen, where, and what to do
     * @param state what the cluster is like now
     * @param wayBack the exact commands that lead back; empty unless the state is not confirmed
     * @param diagnosis last events and log lines of a candidate that failed; may be empty
     */
    record Failed(String reason, State state, List<String> wayBack, List<String> diagnosis) implements Outcome {
        public Failed {
            wayBack = List.copyOf(wayBack);
            diagnosis = List.copyOf(diagnosis);
        }

        /** A failure without a diagnosis. */
        public Failed(String reason, State state, List<String> wayBack) {
            this(reason, state, wayBack, List.of());
        }

        /** What the cluster is like after a failure. */
        public enum State {
            /** Traffic was never touched. */
            UNTOUCHED,
            /** What served before serves again: seen. */
            RESTORED,
            /** That could not be confirmed. */
            NOT_CONFIRMED
        }
    }
}
