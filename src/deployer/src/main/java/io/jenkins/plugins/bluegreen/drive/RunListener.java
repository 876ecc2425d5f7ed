package io.jenkins.plugins.bluegreen.drive;

/** Is told what a run does. Called on the run's thread, in order; must not block. */
@FunctionalInterface
public interface RunListener {
    /**
     * Something happened.
     *
     * @param event what
     */
    void on(RunEvent event);
}
