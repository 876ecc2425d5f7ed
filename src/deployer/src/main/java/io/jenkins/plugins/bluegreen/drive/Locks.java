package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Observed.Lock;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Cluster.LeaseState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The Leases of one run: one for each Service and one for the workload, taken in sorted order, so that two runs that
 * need the same ones cannot each hold one and wait for the other. While they are held they are renewed, whatever the
 * run does meanwhile.
 *
 * <p>A Lease that has not changed while it was watched for its duration, on our own monotonic clock, is expired: the
 * times that it holds are another machine's. Its methods are called by one run, one at a time.
 */
final class Locks {
    static final Duration DURATION = Duration.ofSeconds(15);
    static final Duration RENEWAL = Duration.ofSeconds(5);
    /** The longest a request may take; a Lease counts as expired only after that, too. */
    static final Duration REQUEST = Duration.ofSeconds(5);

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final Request request;
    private final ScheduledExecutorService pool;
    private final LongSupplier nanos;
    private final BooleanSupplier hurry;
    private final Runnable changed;
    private final Map<String, LeaseState> held = new ConcurrentSkipListMap<>();
    /**
     * Those that may be held though nobody here knows: by this run before its process was ended, or because the answer
     * that says so was lost.
     */
    private final Set<String> perhaps = new ConcurrentSkipListSet<>();

    private volatile Lock state = new Lock.Free();
    private volatile long renewedAt;
    private volatile boolean over;
    private ScheduledFuture<?> renewal;

    /**
     * Leases that are not held yet.
     *
     * @param cluster where
     * @param request whose
     * @param pool for what is done later
     * @param nanos a monotonic clock
     * @param hurry whether another's Lease is not to be waited for any more
     * @param changed is called when a renewal has changed what is known
     */
    Locks(
            Cluster cluster,
            Request request,
            ScheduledExecutorService pool,
            LongSupplier nanos,
            BooleanSupplier hurry,
            Runnable changed) {
        this.cluster = cluster;
        this.request = request;
        this.pool = pool;
        this.nanos = nanos;
        this.hurry = hurry;
        this.changed = changed;
        this.perhaps.addAll(names());
    }

    Lock state() {
        return state;
    }

    /** Whether a write that starts now is over before our Leases are. */
    boolean safeToWrite() {
        return state instanceof Lock.Held
                && nanos.getAsLong() - renewedAt < DURATION.minus(REQUEST).toNanos();
    }

    private List<String> names() {
        return Stream.concat(request.services().stream(), Stream.of(request.workload()))
                .map(name -> "bluegreen-" + name)
                .distinct()
                .sorted()
                .toList();
    }

    private boolean mine(LeaseState lease) {
        return lease.holder().equals(request.run().id());
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
                renewIn(RENEWAL);
                return CompletableFuture.completedFuture(null);
            }
            Lock denied = state;
            return release().whenComplete((done, error) -> state = denied);
        });
    }

    private CompletionStage<Boolean> acquire(String name) {
        return cluster.readLease(name).thenCompose(seen -> {
            if (seen.isEmpty() || seen.get().holder().isEmpty() || mine(seen.get())) {
                return take(name, seen);
            }
            return outlive(name, seen.get(), nanos.getAsLong());
        });
    }

    private CompletionStage<Boolean> take(String name, Optional<LeaseState> seen) {
        if (over) {
            return CompletableFuture.failedFuture(new IllegalStateException("The run has ended"));
        }
        perhaps.add(name);
        return cluster.writeLease(name, Optional.of(request.run()), DURATION, seen)
                .handle((written, error) -> {
                    if (error == null) {
                        perhaps.remove(name);
                        held.put(name, written);
                        if (over) {
                            release();
                        }
                        return CompletableFuture.completedFuture(true);
                    }
                    return switch (Failures.kind(error)) {
                        case CONFLICT, GONE -> acquire(name);
                        case TRANSIENT, DENIED, INVALID -> CompletableFuture.<Boolean>failedFuture(error);
                    };
                })
                .thenCompose(result -> result);
    }

    /** Watches another's Lease until it is renewed, given back, or has outlived its duration unchanged. */
    private CompletionStage<Boolean> outlive(String name, LeaseState first, long since) {
        if (hurry.getAsBoolean()) {
            return denied(name, first);
        }
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        pool.schedule(
                () -> follow(result, cluster.readLease(name).thenCompose(seen -> {
                    if (seen.isEmpty() || seen.get().holder().isEmpty()) {
                        return take(name, seen);
                    }
                    if (!seen.get().resourceVersion().equals(first.resourceVersion())) {
                        return denied(name, seen.get());
                    }
                    return nanos.getAsLong() - since >= DURATION.plus(REQUEST).toNanos()
                            ? take(name, seen)
                            : outlive(name, first, since);
                })),
                RETRY.toMillis(),
                TimeUnit.MILLISECONDS);
        return result;
    }

    private CompletionStage<Boolean> denied(String name, LeaseState by) {
        perhaps.remove(name);
        state = new Lock.Denied(name, by.holder(), by.url(), by.since());
        return CompletableFuture.completedFuture(false);
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

    private synchronized void renewIn(Duration delay) {
        if (state instanceof Lock.Held && !pool.isShutdown()) {
            renewal = pool.schedule((Runnable) this::renew, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Renews all; a Lease that another has taken is lost, a request that failed is tried again. */
    CompletionStage<Void> renew() {
        long begun = nanos.getAsLong();
        List<CompletableFuture<Boolean>> all = new ArrayList<>();
        held.forEach((name, lease) -> all.add(renew(name, lease).toCompletableFuture()));
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).handle((done, error) -> {
            if (!(state instanceof Lock.Held)) {
                changed.run();
                return null;
            }
            boolean renewed = error == null && all.stream().allMatch(CompletableFuture::join);
            if (renewed) {
                renewedAt = begun;
            }
            renewIn(renewed ? RENEWAL : RETRY);
            changed.run();
            return null;
        });
    }

    private CompletionStage<Boolean> renew(String name, LeaseState lease) {
        return cluster.writeLease(name, Optional.of(request.run()), DURATION, Optional.of(lease))
                .handle((written, error) -> {
                    if (error == null) {
                        held.replace(name, written);
                        return CompletableFuture.completedFuture(true);
                    }
                    return switch (Failures.kind(error)) {
                        case CONFLICT, GONE -> reread(name);
                        case TRANSIENT, DENIED, INVALID -> CompletableFuture.completedFuture(false);
                    };
                })
                .thenCompose(result -> result);
    }

    /** The answer to an earlier renewal may have been lost: then it is still ours, and renewed once more. */
    private CompletionStage<Boolean> reread(String name) {
        return cluster.readLease(name)
                .thenApply(seen -> {
                    if (seen.filter(this::mine).isPresent()) {
                        held.replace(name, seen.get());
                    } else if (state instanceof Lock.Held) {
                        state = new Lock.Lost(
                                name,
                                seen.map(LeaseState::holder)
                                        .filter(holder -> !holder.isEmpty())
                                        .orElse("nobody: somebody took it and gave it back"));
                    }
                    return false;
                })
                .exceptionally(error -> false);
    }

    /** Gives back what is held, and takes no more. */
    CompletionStage<Void> end() {
        over = true;
        return release();
    }

    /** Gives back what is held; what cannot be given back expires. */
    CompletionStage<Void> release() {
        Map<String, LeaseState> mine = new TreeMap<>(held);
        List<String> unsure = List.copyOf(perhaps);
        held.clear();
        perhaps.clear();
        state = new Lock.Free();
        synchronized (this) {
            if (renewal != null) {
                renewal.cancel(false);
            }
        }
        CompletableFuture<?>[] all = Stream.concat(
                        mine.entrySet().stream().map(entry -> giveBack(entry.getKey(), entry.getValue(), true)),
                        unsure.stream().map(this::giveBack))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).exceptionally(error -> null);
    }

    /** A renewal may be under way, so that the version that we know is old. */
    private CompletionStage<?> giveBack(String name, LeaseState lease, boolean again) {
        return cluster.writeLease(name, Optional.empty(), DURATION, Optional.of(lease))
                .handle((written, error) -> {
                    if (error == null || !again) {
                        return CompletableFuture.completedFuture(null);
                    }
                    return giveBack(name);
                })
                .thenCompose(result -> result);
    }

    private CompletionStage<?> giveBack(String name) {
        return cluster.readLease(name).thenCompose(seen -> seen.filter(this::mine)
                .<CompletionStage<?>>map(now -> giveBack(name, now, false))
                .orElseGet(() -> CompletableFuture.completedFuture(null)));
    }
}
