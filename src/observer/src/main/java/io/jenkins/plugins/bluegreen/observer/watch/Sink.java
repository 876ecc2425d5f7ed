package io.jenkins.plugins.bluegreen.observer.watch;

import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Sight;

/** Where a stream tells what it sees. Called by many threads, under the stream's lock: it must not block. */
interface Sink {
    void seen(Sight sight);

    void blind(Blind blind);
}
