package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Observed;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Step;
import java.time.Instant;

/** Says what is next. The one that is right is {@code Decision::next}; tests put wrong ones in, to see them caught. */
@FunctionalInterface
public interface Decider {
    /**
     * Decides.
     *
     * @param request what is asked for
     * @param observed what the cluster shows
     * @param now the time
     * @return what is next
     */
    Step next(Request request, Observed observed, Instant now);
}
