package io.jenkins.plugins.bluegreen.testkit.sabotage;

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
import java.util.function.BooleanSupplier;

/** A cluster in which every Lease is free, whoever holds it. */
record NoLocks(Cluster real) implements Cluster {
    @Override
    public CompletionStage<Optional<LeaseState>> readLease(String name) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<LeaseState> writeLease(
            String name, Optional<Request.Run> holder, Duration duration, Optional<LeaseState> seen) {
        return CompletableFuture.completedFuture(
                new LeaseState(holder.map(Request.Run::id).orElse(""), "", "", "1"));
    }

    @Override
    public Cluster session(BooleanSupplier mayWrite) {
        return new NoLocks(real.session(mayWrite));
    }

    @Override
    public CompletionStage<Void> ready() {
        return real.ready();
    }

    @Override
    public CompletionStage<Void> refresh(List<String> services) {
        return real.refresh(services);
    }

    @Override
    public View view(Interest interest) {
        return real.view(interest);
    }

    @Override
    public Runnable onChange(Interest interest, Runnable listener, Runnable soon) {
        return real.onChange(interest, listener, soon);
    }

    @Override
    public CompletionStage<Void> perform(Request request, Action action) {
        return real.perform(request, action);
    }

    @Override
    public CompletionStage<Findings> examine(Request request, Action.Examine question) {
        return real.examine(request, question);
    }

    @Override
    public CompletionStage<List<String>> diagnose(Release release) {
        return real.diagnose(release);
    }

    @Override
    public CompletionStage<Boolean> namespaceMissing() {
        return real.namespaceMissing();
    }

    @Override
    public long requests() {
        return real.requests();
    }
}
