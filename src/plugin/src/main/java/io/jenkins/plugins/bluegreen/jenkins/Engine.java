package io.jenkins.plugins.bluegreen.jenkins;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.bluegreen.deployer.Deployer;
import io.jenkins.plugins.bluegreen.kubernetes.Clusters;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one deployer of this controller, and its threads. Decisions have a small pool in which nothing may block; reading
 * a credential, a workspace or a file has another, so that a slow vault or agent cannot make a Lease run out; and pages
 * have one of their own, so that no deployment waits for those who look.
 */
@Extension
public final class Engine {
    private static final int DECIDING = 3;
    private static final int BLOCKING = 4;
    private static final int READING = 2;
    private static final int UNREAD = 100;

    private final ScheduledThreadPoolExecutor deciding =
            new ScheduledThreadPoolExecutor(DECIDING, new Threads("Blue/green deploy"));
    private final ThreadPoolExecutor blocking = new ThreadPoolExecutor(
            BLOCKING,
            BLOCKING,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new Threads("Blue/green deploy: files and credentials"));
    private final ThreadPoolExecutor reading = new ThreadPoolExecutor(
            READING,
            READING,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(UNREAD),
            new Threads("Blue/green deploy: pages"));
    private final Clusters clusters = new Clusters(deciding);
    private final Deployer deployer = new Deployer(clusters, deciding, Clock.systemUTC());

    /** For Jenkins, which makes one. */
    public Engine() {
        deciding.setRemoveOnCancelPolicy(true);
        blocking.allowCoreThreadTimeOut(true);
        reading.allowCoreThreadTimeOut(true);
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

    /** Ends everything where it stands; what was begun goes on after the restart, or the next run repairs it. */
    @Terminator
    public static void end() {
        ExtensionList.lookup(Engine.class).forEach(engine -> {
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
