package io.jenkins.plugins.bluegreen.observer.watch;

import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Sight;

/** Is told what an observer sees, as it sees it: one call at a time, by any thread. It must not block. */
public interface Listener {
    /** Hears nothing. */
    Listener NONE = new Listener() {};

    /** Something new was seen, in the order of sight. */
    default void seen(Sight sight) {}

    /** A time without sight has ended. */
    default void blind(Blind blind) {}
}
