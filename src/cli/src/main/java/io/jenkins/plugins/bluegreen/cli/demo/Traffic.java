package io.jenkins.plugins.bluegreen.cli.demo;

/** A steady load on the demonstration's Service, from its making until it is closed. */
interface Traffic extends AutoCloseable {
    /** What was answered so far. */
    Answers answers();

    /** What is counted, in the plural. */
    String units();

    /** Ends the load; what it counted stays. */
    void end();

    @Override
    default void close() {
        end();
    }
}
