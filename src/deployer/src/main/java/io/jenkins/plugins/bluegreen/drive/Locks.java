package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Observed.Lock;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Cluster.LeaseState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The Leases of one run: one for each Service and one for the workload, taken in sorted order, so that two runs that
 * need the same ones cannot each hold one and wait for the other.
 *
 * <p>A Lease that has not changed while it was watched for its duration, on our own monotonic clock, is expired: the
 * times that it holds are another machine's. Its methods are called by one run, one at a time.
 */
final class Locks {
    static final Duration DURATION = Duration.ofSeconds(15);
    static final Duration RENEWAL = Duration.ofSeconds(5);
    /** The longest a request may take; a Lease counts as expired only after that, too. */
    static final Duration REQUEST = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final Request request;
    private final ScheduledExecutorService pool;
    private final LongSupplier nanos;
    private final Map<String, LeaseState> held = new ConcurrentSkipListMap<>();
    private volatile Lock state = new Lock.Free();
    private volatile long renewedAt;
    private volatile long lastTry;

    Locks(Cluster cluster, Request request, ScheduledExecutorService pool, LongSupplier nanos) {
        this.cluster = cluster;
        this.request = request;
        this.pool = pool;
        this.nanos = nanos;
    }

    Lock state() {
        return state;
    }

    /** Whether a write that starts now is over before our Leases are. */
    boolean safeToWrite() {
        return state instanceof Lock.Held
                && nanos.getAsLong() - renewedAt < DURATION.minus(REQUEST).toNanos();
    }

    boolean renewalDue() {
        return state instanceof Lock.Held && nanos.getAsLong() - lastTry >= RENEWAL.toNanos();
    }

    long nanosToRenewal() {
        return Math.max(0, RENEWAL.toNanos() - (nanos.getAsLong() - lastTry));
    }

    private List<String> names() {
        return Stream.concat(request.services().stream(), Stream.of(request.workload()))
                .map(name -> "bluegreen-" + name)
                .distinct()
                .sorted()
                .toList();
    }

    private String holder() {
        return request.run().id();
    }

    CompletionStage<Void> acquire() {
        long begun = nanos.getAsLong();
        CompletionStage<Boolean> all = CompletableFuture.completedFuture(true);
        for (String name : names()) {
            all = all.thenCompose(goOn -> goOn ? acquire(name) : CompletableFuture.completedFuture(false));
        }
        return all.thenCompose(won -> {
            if (won) {
                state = new Lock.Held();
                renewedAt = begun;
                lastTry = begun;
                return CompletableFuture.completedFuture(null);
            }
            Lock denied = state;
            return release().whenComplete((done, error) -> state = denied);
        });
    }

    private CompletionStage<Boolean> acquire(String name) {
        return cluster.readLease(name).thenCompose(seen -> {
            if (seen.isEmpty()
                    || seen.get().holder().isEmpty()
                    || seen.get().holder().equals(holder())) {
                return take(name, seen);
            }
            return outlive(name, seen.get(), nanos.getAsLong());
        });
    }

    private CompletionStage<Boolean> take(String name, Optional<LeaseState> seen) {
        return cluster.writeLease(name, holder(), DURATION, seen)
                .handle((written, error) -> {
                    if (error == null) {
                        held.put(name, written);
                        return CompletableFuture.completedFuture(true);
                    }
                    return Failures.kind(error) == ClusterException.Kind.CONFLICT
                            ? acquire(name)
                            : CompletableFuture.<Boolean>failedFuture(error);
                })
                .thenCompose(result -> result);
    }

    /** Watches another's Lease until it is renewed, given back, or has outlived its duration unchanged. */
    private CompletionStage<Boolean> outlive(String name, LeaseState first, long since) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        pool.schedule(
                () -> cluster.readLease(name).whenComplete((seen, error) -> {
                    if (error != null) {
                        result.completeExceptionally(error);
                    } else if (seen.isEmpty() || seen.get().holder().isEmpty()) {
                        follow(result, take(name, seen));
                    } else if (!seen.get().resourceVersion().equals(first.resourceVersion())) {
                        state = new Lock.Denied(
                                name, seen.get().holder(), seen.get().since());
                        result.complete(false);
                    } else if (nanos.getAsLong() - since
                            >= DURATION.plus(REQUEST).toNanos()) {
                        follow(result, take(name, seen));
                    } else {
                        follow(result, outlive(name, first, since));
                    }
                }),
                1,
                TimeUnit.SECONDS);
        return result;
    }

    private static void follow(CompletableFuture<Boolean> result, CompletionStage<Boolean> stage) {
        stage.whenComplete((value, error) -> {
            if (error != null) {
                result.completeExceptionally(error);
            } else {
                result.complete(value);
            }
        });
    }

    /** Renews all; a Lease that another has taken is lost, a request that failed is tried again. */
    CompletionStage<Void> renew() {
        long begun = nanos.getAsLong();
        lastTry = begun;
        CompletableFuture<?>[] all = held.entrySet().stream()
                .map(entry -> cluster.writeLease(entry.getKey(), holder(), DURATION, Optional.of(entry.getValue()))
                        .thenAccept(written -> held.replace(entry.getKey(), written))
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all)
                .handle((done, error) -> {
                    if (error == null) {
                        renewedAt = begun;
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    return Failures.kind(error) == ClusterException.Kind.CONFLICT
                            ? reread()
                            : CompletableFuture.<Void>completedFuture(null);
                })
                .thenCompose(stage -> stage);
    }

    private CompletableFuture<Void> reread() {
        CompletableFuture<?>[] all = held.keySet().stream()
                .map(name -> cluster.readLease(name)
                        .thenAccept(seen -> seen.ifPresentOrElse(
                                lease -> {
                                    if (lease.holder().equals(holder())) {
                                        held.put(name, lease);
                                    } else {
                                        state = new Lock.Lost(name, lease.holder());
                                    }
                                },
                                () -> state = new Lock.Lost(name, "nobody: it was deleted")))
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all);
    }

    /** Gives back what is held; what cannot be given back expires. */
    CompletionStage<Void> release() {
        Map<String, LeaseState> mine = new TreeMap<>(held);
        held.clear();
        state = new Lock.Free();
        CompletableFuture<?>[] all = mine.entrySet().stream()
                .map(entry -> cluster.writeLease(entry.getKey(), "", DURATION, Optional.of(entry.getValue()))
                        .toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).exceptionally(error -> null);
    }
}
