package io.jenkins.plugins.bluegreen.kubernetes;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Dispatcher;

/**
 * Clients with a limit to the threads for what is under way, watches among it. OkHttp has a thread for each request and each
 * body that is read; fabric8 lifts OkHttp's own limit, and does not look at that of its configuration.
 */
final class BoundedClients extends OkHttpClientFactory {
    private static final long IDLE_SECONDS = 10;

    private final int atOnce;

    BoundedClients(int atOnce) {
        this.atOnce = atOnce;
    }

    @Override
    protected Dispatcher initDispatcher() {
        AtomicInteger made = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                atOnce, atOnce, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "bluegreen-http-" + made.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        Dispatcher dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(atOnce);
        dispatcher.setMaxRequestsPerHost(atOnce);
        return dispatcher;
    }
}
