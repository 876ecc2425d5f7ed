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
     * @param changes of pods and slices that it takes at least; fewer will do to be looked at together, a little later. At least
     *     one
     */
    record Await(Wait what, Instant until, String detail, int changes) implements Next {
        /** It is not for pods and slices to end it. */
        static final int WHATEVER_CHANGES = Integer.MAX_VALUE;

        public Await {
            changes = Math.max(1, changes);
        }

        /** The same, for at least so many changes of pods and slices. */
        Await after(int least) {
            return new Await(what, until, detail, least);
        }
    }

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
