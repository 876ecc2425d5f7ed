package io.jenkins.plugins.bluegreen.simulator.api;

/** Where a watch, or a log that is followed, goes. Never blocks; may be called from any thread. */
interface Sink {
    /** Sends a piece after those before it. */
    void send(String text);

    /** Ends it well, after what was sent. */
    void end();

    /** Cuts the connection. */
    void cut();

    /** Says what to do when the client goes. */
    void onGone(Runnable task);
}
