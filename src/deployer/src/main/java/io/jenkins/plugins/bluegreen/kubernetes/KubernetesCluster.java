package io.jenkins.plugins.bluegreen.kubernetes;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Cluster;
import io.jenkins.plugins.bluegreen.drive.Interest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;

/** A namespace of a real cluster: one set of watches and one client, shared by all runs that are given it. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "A stage is what a caller waits for.")
public final class KubernetesCluster implements Cluster, AutoCloseable {
    private final String namespace;
    private final Rest rest;
    private final Changes changes = new Changes();
    private final Answers answers = new Answers();
    private final Mirrors mirrors;
    private final Views views;
    private final KubernetesSession own;
    private final CompletableFuture<Void> ready;

    /**
     * Begins to watch.
     *
     * @param client configured without retries; not closed by this
     * @param namespace to watch
     * @param pool for what follows an answer
     */
    public KubernetesCluster(KubernetesClient client, String namespace, ScheduledExecutorService pool) {
        this.namespace = namespace;
        this.rest = new Rest(client);
        this.mirrors = new Mirrors(client, namespace, rest, changes, pool);
        this.views = new Views(mirrors, changes);
        this.own = new KubernetesSession(this, rest, () -> true);
        this.ready = mirrors.start();
    }

    @Override
    public CompletionStage<Void> ready() {
        return ready;
    }

    /** From now on so many requests may be under way. */
    void atOnce(int requests) {
        rest.atOnce(requests);
    }

    /** Whether it could not be listed and watched; it never will be. */
    boolean failed() {
        return ready.isCompletedExceptionally();
    }

    @Override
    public Runnable onChange(Interest interest, Runnable listener, Runnable soon) {
        return changes.subscribe(interest, listener, soon);
    }

    @Override
    public long requests() {
        return rest.requests();
    }

    @Override
    public View view(Interest interest) {
        return views.of(interest);
    }

    @Override
    public Cluster session(BooleanSupplier mayWrite) {
        return new KubernetesSession(this, rest.counting(), mayWrite);
    }

    @Override
    public CompletionStage<Void> refresh(List<String> names) {
        return own.refresh(names);
    }

    @Override
    public CompletionStage<Void> perform(Request request, Action action) {
        return own.perform(request, action);
    }

    @Override
    public CompletionStage<Findings> examine(Request request, Action.Examine question) {
        return own.examine(request, question);
    }

    @Override
    public CompletionStage<Optional<LeaseState>> readLease(String name) {
        return own.readLease(name);
    }

    @Override
    public CompletionStage<LeaseState> writeLease(
            String name, Optional<Request.Run> holder, Duration duration, Optional<LeaseState> seen) {
        return own.writeLease(name, holder, duration, seen);
    }

    @Override
    public CompletionStage<List<String>> diagnose(Release release) {
        return own.diagnose(release);
    }

    @Override
    public CompletionStage<Boolean> namespaceMissing() {
        return own.namespaceMissing();
    }

    Mirrors mirrors() {
        return mirrors;
    }

    Answers answers() {
        return answers;
    }

    String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        mirrors.close();
    }
}
