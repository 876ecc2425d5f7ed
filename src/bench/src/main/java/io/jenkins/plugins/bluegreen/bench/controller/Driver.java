package io.jenkins.plugins.bluegreen.bench.controller;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.bench.order.Pause;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Wait;
import io.jenkins.plugins.bluegreen.deployer.Deployer;
import io.jenkins.plugins.bluegreen.drive.RunEvent;
import io.jenkins.plugins.bluegreen.kubernetes.Clusters;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.settings.Requests;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A process that drives many deployments, as a Jenkins controller does, until all of them wait; and measures itself. */
final class Driver {
    private static final long SETTLE_MILLIS = 15_000;
    private static final long WATCH_MILLIS = 10_000;
    private static final long MINUTES = 60;

    private final int deployments;
    private final String what;
    private final Connection connection;
    private final CountDownLatch waiting;

    private Driver(int deployments, String what, Connection connection) {
        this.deployments = deployments;
        this.what = what;
        this.connection = connection;
        this.waiting = new CountDownLatch(deployments);
    }

    /**
     * Prints a {@link Waiting} as JSON.
     *
     * @param arguments a kubeconfig, how many deployments, and what they wait for
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Config config = Config.fromKubeconfig(Files.readString(Path.of(arguments[0])));
        Driver driver =
                new Driver(Integer.parseInt(arguments[1]), arguments[2], Connection.of(config, Fleet.NAMESPACE));
        System.out.println(new ObjectMapper().writeValueAsString(driver.run()));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private Waiting run() throws InterruptedException {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        Deployer deployer = new Deployer(new Clusters(pool), pool, Clock.systemUTC());
        request(0);
        int threads = threads();
        double heap = heap();
        long begun = System.nanoTime();
        for (int i = 0; i < deployments; i++) {
            CompletableFuture<Void> told = new CompletableFuture<>();
            told.thenRun(waiting::countDown);
            deployer.start(connection, request(i), candidate -> new CompletableFuture<Optional<String>>(), event -> {
                if (event instanceof RunEvent.Asks
                        || event instanceof RunEvent.Waits waits && waits.what() == Wait.AVAILABLE) {
                    told.complete(null);
                }
            });
        }
        if (!waiting.await(MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(waiting.getCount() + " deployments do not wait yet");
        }
        double started = (System.nanoTime() - begun) / 1e9;
        Pause.millis(SETTLE_MILLIS);
        double share = processorShare();
        return new Waiting(deployments, what, threads() - threads, heap() - heap, share, started);
    }

    private Request request(int number) {
        boolean gated = what.equals(Fleet.GATE);
        return Requests.deploy(
                Fleet.Given.of(number, what),
                Fleet.manifest(number),
                Fleet.NAMESPACE,
                gated ? Requests.Extent.DEPLOY_WITH_GATE : Requests.Extent.DEPLOY,
                new Request.Run("bench-" + number, "a benchmark"));
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            ManagementFactory.getMemoryMXBean().gc();
            Pause.millis(300);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }

    private static double processorShare() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = system.getProcessCpuTime();
        long begun = System.nanoTime();
        Pause.millis(WATCH_MILLIS);
        return (double) (system.getProcessCpuTime() - before) / (System.nanoTime() - begun);
    }
}
