package io.jenkins.plugins.bluegreen.jenkins;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.bluegreen.deployer.Deployer;
import io.jenkins.plugins.bluegreen.kubernetes.Clusters;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one deployer of this controller, and its threads. Decisions have a small pool in which nothing may block, so that
 * nobody can make a Lease run out. Files of the controller have another, build logs a third, and agents and vaults, which
 * may not answer at all, one of their own, in which nothing takes longer than {@link #MOST}. Pages have one too, so that
 * no deployment waits for those who look.
 */
@Extension
public final class Engine {
    private static final int DECIDING = 3;
    private static final int BLOCKING = 4;
    private static final int TELLING = 2;
    private static final int ASKING = 6;
    private static final int READING = 2;
    private static final int UNREAD = 100;
    /** How long an agent or a vault may take to answer. */
    public static final Duration MOST = Duration.ofMinutes(2);

    private final ScheduledThreadPoolExecutor deciding =
            new ScheduledThreadPoolExecutor(DECIDING, new Threads("Blue/green deploy"));
    private final ThreadPoolExecutor blocking = pool(BLOCKING, new LinkedBlockingQueue<>(), "Blue/green deploy: files");
    private final ThreadPoolExecutor telling = pool(TELLING, new LinkedBlockingQueue<>(), "Blue/green deploy: logs");
    private final ThreadPoolExecutor asking =
            pool(ASKING, new LinkedBlockingQueue<>(), "Blue/green deploy: agents and credentials");
    private final ThreadPoolExecutor reading =
            pool(READING, new LinkedBlockingQueue<>(UNREAD), "Blue/green deploy: pages");
    private final Clusters clusters = new Clusters(deciding);
    private final Deployer deployer = new Deployer(clusters, deciding, Clock.systemUTC());

    /** For Jenkins, which makes one. */
    public Engine() {
        deciding.setRemoveOnCancelPolicy(true);
    }

    private static ThreadPoolExecutor pool(int threads, BlockingQueue<Runnable> queue, String name) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, queue, new Threads(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** This controller's. */
    public static Engine get() {
        return ExtensionList.lookupSingleton(Engine.class);
    }

    /** Drives requests; nothing that it is handed may block. */
    public Deployer deployer() {
        return deployer;
    }

    /** How many clients are open. */
    public int clients() {
        return clusters.size();
    }

    /** For what may not block. */
    public ScheduledExecutorService deciding() {
        return deciding;
    }

    /** For what may block for a moment: as the system user, as credentials and jobs have to be looked up. */
    public Executor blocking() {
        return task -> blocking.execute(asSystem(task));
    }

    /**
     * Has something done for a page, as the system user. It may block: no deployment ever waits for it.
     *
     * @return to be interrupted if it takes too long
     * @throws java.util.concurrent.RejectedExecutionException if more is to be done than anyone would wait for
     */
    public Future<?> read(Runnable task) {
        return reading.submit(asSystem(task));
    }

    private static Runnable asSystem(Runnable task) {
        return () -> {
            try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                task.run();
            }
        };
    }

    /** For writing to the logs of builds, wherever they are kept. */
    public Executor telling() {
        return telling;
    }

    /**
     * Asks somebody who may not answer: an agent, or where credentials come from. As the system user. Whoever takes longer
     * than {@link #MOST} is interrupted, and not waited for.
     *
     * @param question that may block
     * @return the answer; fails with a {@link TimeoutException} if there was none. What follows it must not block
     */
    public <T> CompletableFuture<T> ask(Callable<T> question) {
        return ask(question, MOST);
    }

    <T> CompletableFuture<T> ask(Callable<T> question, Duration most) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        asking.execute(() -> {
            Patience patience = new Patience();
            ScheduledFuture<?> end = deciding.schedule(
                    () -> {
                        answer.completeExceptionally(new TimeoutException());
                        patience.end();
                    },
                    most.toMillis(),
                    TimeUnit.MILLISECONDS);
            try (ACLContext system = ACL.as2(ACL.SYSTEM2)) {
                answer.complete(question.call());
            } catch (Exception | Error e) {
                answer.completeExceptionally(e);
            } finally {
                end.cancel(false);
                patience.over();
            }
        });
        return answer;
    }

    /** Interrupts a thread of the pool, but only as long as it does what it is to be interrupted in. */
    private static final class Patience {
        private final Thread thread = Thread.currentThread();
        private boolean over;

        synchronized void end() {
            if (!over) {
                thread.interrupt();
            }
        }

        synchronized void over() {
            over = true;
            Thread.interrupted();
        }
    }

    /** Ends everything where it stands; what was begun goes on after the restart, or the next run repairs it. */
    @Terminator
    public static void end() {
        ExtensionList.lookup(Engine.class).forEach(engine -> {
            engine.asking.shutdownNow();
            engine.telling.shutdownNow();
            engine.blocking.shutdownNow();
            engine.reading.shutdownNow();
            engine.deciding.shutdownNow();
            engine.clusters.close();
        });
    }

    private static final class Threads implements ThreadFactory {
        private final String name;
        private final AtomicInteger made = new AtomicInteger();

        Threads(String name) {
            this.name = name;
        }

        /** The client finds its parts by the thread's class loader, which must be one that sees them. */
        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, name + " #" + made.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(Engine.class.getClassLoader());
            return thread;
        }
    }
}
