package io.jenkins.plugins.bluegreen.jenkins.docs;

/** What is done with a snippet, and what must come of it. */
@FunctionalInterface
interface Scenario {
    /** Plays it. */
    void play(Site site) throws Exception;
}
