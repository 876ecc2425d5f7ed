package io.jenkins.plugins.bluegreen.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Gate;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.drive.RunEvent;
import io.jenkins.plugins.bluegreen.kubernetes.KubernetesCluster;
import io.jenkins.plugins.bluegreen.report.Report;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

/** Runs one request and tells its story, a line for each change. */
final class Runner {
    private final KubernetesClient client;
    private final PrintWriter out;
    private final boolean json;

    Runner(KubernetesClient client, PrintWriter out, boolean json) {
        this.client = client;
        this.out = out;
        this.json = json;
    }

    Run.Ending run(Request request, Gate gate) {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "bluegreen");
            thread.setDaemon(true);
            return thread;
        });
        AtomicReference<Run> running = new AtomicReference<>();
        Thread hook = new Thread(() -> interrupt(running.get()), "bluegreen-interrupt");
        try (KubernetesCluster cluster = new KubernetesCluster(client, request.namespace(), pool)) {
            Instant begun = Instant.now();
            Run run = new Run(request, cluster, gate, event -> tell(begun, event), pool, Clock.systemUTC());
            running.set(run);
            Runtime.getRuntime().addShutdownHook(hook);
            Run.Ending ending = run.start().toCompletableFuture().join();
            running.set(null);
            print(ending.report());
            return ending;
        } finally {
            running.set(null);
            unhook(hook);
            pool.shutdownNow();
        }
    }

    /** Ctrl-C: what served before serves on, or the cutover is finished; the process waits for that. */
    private void interrupt(Run run) {
        if (run == null) {
            return;
        }
        out.println("Ending: what is not committed is taken back. Kill it to end at once; the next run then repairs.");
        out.flush();
        run.cancel("It was interrupted");
        run.ending().toCompletableFuture().join();
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook has been started.
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Instant begun, RunEvent event) {
        if (!json && !(event instanceof RunEvent.Progressed)) {
            long millis = Duration.between(begun, Instant.now()).toMillis();
            out.printf("%7.3f  %s%n", millis / 1000.0, event.sentence());
            out.flush();
        }
    }

    private void print(Report report) {
        if (json) {
            try {
                out.println(new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(report));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("A report must be writable as JSON", e);
            }
        } else {
            Reports.print(report, out);
        }
        out.flush();
    }
}
