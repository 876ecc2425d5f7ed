package io.jenkins.plugins.bluegreen.cli.run;

import io.jenkins.plugins.bluegreen.decide.Outcome;

/** What the command's exit code says. */
public final class ExitCodes {
    /** Done, or nothing to do. */
    public static final int DONE = 0;
    /** Failed: what served before serves. */
    public static final int FAILED = 1;
    /** Refused: nothing was written. */
    public static final int REFUSED = 2;
    /** Not confirmed: the way back is printed. */
    public static final int NOT_CONFIRMED = 3;
    /** A bug of ours. */
    public static final int BUG = 4;

    private ExitCodes() {}

    /** The exit code for an outcome. */
    public static int of(Outcome outcome) {
        if (outcome instanceof Outcome.Refused) {
            return REFUSED;
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed.state() == Outcome.Failed.State.NOT_CONFIRMED ? NOT_CONFIRMED : FAILED;
        }
        return outcome instanceof Outcome.RolledBack back && !back.asked() ? FAILED : DONE;
    }
}
