package io.jenkins.plugins.bluegreen.testkit.interruption;

import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.kubernetes.KubernetesCluster;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import io.jenkins.plugins.bluegreen.testkit.fault.Fault;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A process that is gone before it can send one of its requests. What it sent before is done, or not; its threads, its
 * watches and its memory are gone, and its Leases stay.
 */
final class Stopped {
    private final World world;
    private final int at;
    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicReference<Call> last = new AtomicReference<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean writing;

    private Stopped(World world, int at) {
        this.world = world;
        this.at = at;
    }

    /**
     * Runs until it is stopped.
     *
     * @param world where
     * @param request what it was asked
     * @param at before which request it is stopped: the first is the first that writes anything, since all that are
     *     before it leave the cluster as it is
     * @return the request that was not sent; nothing if the run ended before
     */
    static Optional<Call> before(World world, Request request, int at) {
        return new Stopped(world, at).run(request);
    }

    private Optional<Call> run(Request request) {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(
                2,
                task -> {
                    Thread thread = new Thread(task, "stopped");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        world.faults().onCall(this::on);
        KubernetesCluster cluster = new KubernetesCluster(world.deployersClient(), world.namespace(), pool);
        try {
            Run run = new Run(request, cluster, World.YES, event -> {}, pool, Clock.systemUTC());
            run.start().whenComplete((ending, error) -> over.countDown());
            if (!over.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("The run neither ended nor came to its request " + at);
            }
            return Optional.ofNullable(last.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            pool.shutdownNow();
            cluster.close();
            world.faults().onCall(call -> {});
            world.faults().heal();
        }
    }

    private void on(Call call) {
        writing |= call.writes();
        if (writing && !call.watches() && counted.incrementAndGet() == at) {
            last.set(call);
            world.faults().strikeAll(any -> true, Fault.RESET);
            over.countDown();
        }
    }
}
