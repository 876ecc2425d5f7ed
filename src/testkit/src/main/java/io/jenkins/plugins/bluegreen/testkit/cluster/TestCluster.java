package io.jenkins.plugins.bluegreen.testkit.cluster;

/** A cluster that tests run on. */
public interface TestCluster {
    /** What it is, for people. */
    String name();

    /** The most pods that a test may ask of it at once. */
    int capacity();

    /** Whether a real control plane decides what happens here. */
    boolean real();

    /**
     * Makes a place for one test.
     *
     * @return to be closed
     */
    Site open();
}
