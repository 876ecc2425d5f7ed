package io.jenkins.plugins.bluegreen.cli.run;

import io.jenkins.plugins.bluegreen.deployer.Deployer;
import io.jenkins.plugins.bluegreen.drive.ClusterException;
import io.jenkins.plugins.bluegreen.kubernetes.Clusters;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What drives requests, with the threads that it needs. */
public final class Engine implements AutoCloseable {
    private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "bluegreen");
        thread.setDaemon(true);
        return thread;
    });
    private final Clusters clusters = new Clusters(pool);
    private final Deployer deployer = new Deployer(clusters, pool, Clock.systemUTC());

    /** What takes requests. */
    public Deployer deployer() {
        return deployer;
    }

    /** The clients that are open. */
    public Clusters clusters() {
        return clusters;
    }

    /**
     * Waits for an answer.
     *
     * @param stage that answers
     * @return the answer
     * @throws InvalidInputException if it cannot be given, be it that the cluster does not answer
     */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof InvalidInputException invalid) {
                throw invalid;
            }
            if (cause instanceof ClusterException failure) {
                throw new InvalidInputException(
                        "the cluster was asked",
                        failure.getMessage(),
                        "look at the address, the certificate and the credentials");
            }
            throw e;
        }
    }

    @Override
    public void close() {
        clusters.close();
        pool.shutdownNow();
    }
}
