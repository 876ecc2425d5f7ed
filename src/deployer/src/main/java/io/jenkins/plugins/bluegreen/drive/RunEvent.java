package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Wait;
import io.jenkins.plugins.bluegreen.report.Progress;
import io.jenkins.plugins.bluegreen.report.Report;

/** What a run tells while it goes on. */
public sealed interface RunEvent {
    /** What to say to a person: one line. */
    String sentence();

    /**
     * Something was done.
     *
     * @param action what
     * @param sentence one line
     */
    record Did(Action action, String sentence) implements RunEvent {}

    /**
     * The run waits, or what it waits for is farther than before.
     *
     * @param what what for
     * @param sentence one line
     */
    record Waits(Wait what, String sentence) implements RunEvent {}

    /**
     * The gate is asked, and no Lease is held meanwhile.
     *
     * @param candidate available and dark
     * @param sentence one line
     */
    record Asks(Release candidate, String sentence) implements RunEvent {}

    /**
     * How far it is, for views that draw it: a few times a second at most, and only what is new. Not a line of the
     * story.
     *
     * @param progress what there is now
     */
    record Progressed(Progress progress) implements RunEvent {
        @Override
        public String sentence() {
            return progress.phase().word();
        }
    }

    /**
     * Something that is no failure.
     *
     * @param sentence one line
     */
    record Warned(String sentence) implements RunEvent {}

    /**
     * A request failed and is tried again.
     *
     * @param sentence one line
     */
    record Retries(String sentence) implements RunEvent {}

    /**
     * It has ended.
     *
     * @param outcome how
     * @param report what was measured
     * @param sentence one line
     */
    record Ended(Outcome outcome, Report report, String sentence) implements RunEvent {}
}
