package io.jenkins.plugins.bluegreen.deployer;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.drive.Run;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A run that goes on, or has ended. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "A stage is what a caller waits for.")
public final class Session {
    private final CompletableFuture<Run.Ending> ending = new CompletableFuture<>();
    private Run run;
    private String cancelled;

    Session() {}

    /**
     * Completes when the run has ended and its client is given back. Fails with {@link
     * io.jenkins.plugins.bluegreen.manifest.InvalidInputException} if the cluster showed that nothing can be made of
     * what was asked, and with {@link io.jenkins.plugins.bluegreen.drive.ClusterException} if it could not be reached
     * for that; nothing was written then.
     */
    public CompletionStage<Run.Ending> ending() {
        return ending;
    }

    /**
     * Asks the run to end: before the cutover is committed what served before serves on, after it the cutover is
     * finished. May be called from any thread, at any time; does not block.
     *
     * @param why a sentence
     */
    public synchronized void cancel(String why) {
        cancelled = why;
        if (run != null) {
            run.cancel(why);
        }
    }

    synchronized CompletionStage<Run.Ending> begin(Run begun) {
        run = begun;
        if (cancelled != null) {
            run.cancel(cancelled);
        }
        return run.start();
    }

    void end(Run.Ending how, Throwable error) {
        if (error == null) {
            ending.complete(how);
        } else {
            ending.completeExceptionally(error);
        }
    }
}
