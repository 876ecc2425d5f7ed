package io.jenkins.plugins.bluegreen.decide;

import java.time.Instant;
import java.util.List;

/** What is next. */
public sealed interface Next {

    /**
     * Do these, all at once, then decide again.
     *
     * @param actions at least one
     */
    record Act(List<Action> actions) implements Next {
        public Act {
            actions = List.copyOf(actions);
        }
    }

    /**
     * Nothing to do until the cluster changes or a time has come.
     *
     * @param what what is waited for
     * @param until when to decide again at the latest
     * @param detail how far it is, in a few words
     * @param eachPod whether what is seen of a single pod can end it; else that will do to be looked at with others of its kind
     */
    record Await(Wait what, Instant until, String detail, boolean eachPod) implements Next {}

    /**
     * Ask the gate about the candidate; no Lease is held meanwhile.
     *
     * @param candidate as it is now
     */
    record AskGate(Release candidate) implements Next {}

    /**
     * It has ended.
     *
     * @param outcome how
     */
    record Done(Outcome outcome) implements Next {}
}
