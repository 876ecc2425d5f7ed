package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Leases alone, as an API server keeps them, with the failures of a bad day. */
class LeaseStore implements Cluster {
    final Map<String, LeaseState> leases = new TreeMap<>();
    boolean down;
    boolean losesAnswers;
    private long version;

    /** A request that needs the Leases of one Service and one workload. */
    static Request asked(String run) {
        return new Request(
                new Request.Goal.Promote("demo-rs-v001"),
                "default",
                List.of("demo-service"),
                "demo-rs",
                Mode.LABEL,
                Request.Options.defaults(),
                new Request.Run(run, "a test"));
    }

    void put(String name, String holder) {
        leases.put(name, new LeaseState(holder, "https://jenkins/" + holder, "12:00", Long.toString(++version)));
    }

    String holder(String name) {
        return leases.containsKey(name) ? leases.get(name).holder() : "";
    }

    @Override
    public CompletionStage<Optional<LeaseState>> readLease(String name) {
        return down ? trouble() : CompletableFuture.completedFuture(Optional.ofNullable(leases.get(name)));
    }

    @Override
    public CompletionStage<LeaseState> writeLease(
            String name, Optional<Request.Run> holder, Duration duration, Optional<LeaseState> seen) {
        if (down) {
            return trouble();
        }
        if (!Optional.ofNullable(leases.get(name)).equals(seen)) {
            return CompletableFuture.failedFuture(
                    new ClusterException(ClusterException.Kind.CONFLICT, "the Lease has been modified"));
        }
        put(name, holder.map(Request.Run::id).orElse(""));
        return losesAnswers ? trouble() : CompletableFuture.completedFuture(leases.get(name));
    }

    private static <T> CompletionStage<T> trouble() {
        return CompletableFuture.failedFuture(new ClusterException(ClusterException.Kind.TRANSIENT, "no connection"));
    }

    @Override
    public CompletionStage<Void> ready() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> refresh(List<String> services) {
        throw new UnsupportedOperationException();
    }

    @Override
    public View view(Interest interest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Runnable onChange(Interest interest, Runnable listener, Runnable soon) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> perform(Request request, Action action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Findings> examine(Request request, Action.Examine question) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<String>> diagnose(Release release) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> namespaceMissing() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long requests() {
        return 0;
    }

    @Override
    public Cluster session(BooleanSupplier mayWrite) {
        return this;
    }
}
