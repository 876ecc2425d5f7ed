package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.decide.Outcome;

/** What the command's exit code says. */
final class ExitCodes {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int REFUSED = 2;
    static final int NOT_CONFIRMED = 3;
    static final int BUG = 4;

    private ExitCodes() {}

    static int of(Outcome outcome) {
        if (outcome instanceof Outcome.Refused) {
            return REFUSED;
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed.state() == Outcome.Failed.State.NOT_CONFIRMED ? NOT_CONFIRMED : FAILED;
        }
        return outcome instanceof Outcome.RolledBack back && !back.asked() ? FAILED : DONE;
    }
}
