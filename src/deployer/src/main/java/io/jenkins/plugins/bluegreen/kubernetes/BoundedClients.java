package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dispatcher;

/**
 * Makes clients with a limit to the threads for what is under way. OkHttp has a thread for each request, each watch and each
 * body that is read; fabric8 lifts OkHttp's own limit, and does not look at that of its configuration.
 */
final class BoundedClients extends OkHttpClientFactory {
    /** Each holds a thread as long as it is open. */
    private static final int WATCHES = 5;

    private static final long IDLE_SECONDS = 10;

    private final AtomicInteger made = new AtomicInteger();
    private final ThreadPoolExecutor threads;

    /**
     * For one client.
     *
     * @param requests how many may be under way beside the watches
     */
    BoundedClients(int requests) {
        threads = new ThreadPoolExecutor(
                WATCHES + requests,
                WATCHES + requests,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private static final class Own extends Thread {
        Own(Runnable task, String name) {
            super(task, name);
            setDaemon(true);
        }
    }

    private Thread thread(Runnable task) {
        return new Own(task, "bluegreen-http-" + made.incrementAndGet());
    }

    /**
     * Does what a client's own thread asks for on that thread: taking in what a watch tells is a matter of microseconds, and
     * waking another thread for it takes longer just when everything happens at once.
     *
     * @param others for what any other thread asks for
     */
    static Executor here(Executor others) {
        return task -> {
            if (Thread.currentThread() instanceof Own) {
                task.run();
            } else {
                others.execute(task);
            }
        };
    }

    /** From now on so many requests may be under way; threads that are too many end with what they do. */
    void requests(int atOnce) {
        int all = WATCHES + atOnce;
        threads.setCorePoolSize(Math.min(all, threads.getMaximumPoolSize()));
        threads.setMaximumPoolSize(all);
        threads.setCorePoolSize(all);
    }

    @Override
    protected Dispatcher initDispatcher() {
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(Integer.MAX_VALUE);
        dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
        return dispatcher;
    }
}
