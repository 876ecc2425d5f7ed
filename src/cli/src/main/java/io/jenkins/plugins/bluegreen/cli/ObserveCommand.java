package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.bluegreen.manifest.Durations;
import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import io.jenkins.plugins.bluegreen.observer.measure.Expectations;
import io.jenkins.plugins.bluegreen.observer.measure.Judgement;
import io.jenkins.plugins.bluegreen.observer.measure.Measurement;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.observer.measure.Story;
import io.jenkins.plugins.bluegreen.observer.watch.Listener;
import io.jenkins.plugins.bluegreen.observer.watch.Observer;
import io.jenkins.plugins.bluegreen.observer.watch.ObserverException;
import io.jenkins.plugins.bluegreen.observer.watch.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bluegreen observe}. */
@Command(
        name = "observe",
        description = {
            "Watches a Service beside any tool's deployment, and measures the cutover.",
            "With --candidate it also judges it: the exit code is 1 if a guarantee did not hold."
        },
        footer = {
            "",
            "Examples: bluegreen observe -n marlon --service demo-service --for 2m",
            "          bluegreen observe --service demo-service --candidate demo-rs-v002 --floor 3 -o json"
        })
final class ObserveCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ClusterOptions where;

    @Option(
            names = "--candidate",
            paramLabel = "RELEASE",
            description = "The release that is to serve at the end; else the one that newly does.")
    String candidate;

    @Option(
            names = "--floor",
            paramLabel = "N",
            description = "How many ready endpoints there must be at least, from the first on.",
            defaultValue = "1")
    int floor;

    @Option(names = "--overlap", description = "Two releases may serve at once.")
    boolean overlap;

    @Option(names = "--for", paramLabel = "DURATION", description = "How long; else until Ctrl-C.")
    String duration;

    @Option(
            names = {"-o", "--output"},
            description = "json prints the measurement as JSON, and nothing else.")
    String output;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    private final Story story = new Story();
    private final long begun = System.nanoTime();

    @Override
    public Integer call() throws InterruptedException {
        if (where.services.size() != 1) {
            throw new IllegalArgumentException(
                    "%d Services were named: give --service once, and observe others by commands of their own."
                            .formatted(where.services.size()));
        }
        if (floor < 0) {
            throw new IllegalArgumentException("--floor is %d: give a number of 0 or more.".formatted(floor));
        }
        Optional<Duration> patience = Optional.ofNullable(duration).map(text -> Durations.parse("--for", text));
        CountDownLatch enough = new CountDownLatch(1);
        CountDownLatch printed = new CountDownLatch(1);
        Thread hook = new Thread(() -> end(enough, printed), "bluegreen-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try (KubernetesClient client = where.client()) {
            Observation seen = observe(client, patience, enough);
            return print(seen);
        } catch (ObserverException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } finally {
            printed.countDown();
            unhook(hook);
        }
    }

    private Observation observe(KubernetesClient client, Optional<Duration> patience, CountDownLatch enough)
            throws InterruptedException {
        String namespace = where.namespace(client, "");
        try (Observer observer = Observer.start(
                client.getConfiguration(), namespace, where.services.get(0), Settings.defaults(), teller())) {
            begin();
            if (patience.isEmpty()) {
                enough.await();
            } else if (enough.await(patience.get().toNanos(), TimeUnit.NANOSECONDS)) {
                tell("Ended early.");
            }
            return Measurement.of(observer.history(), Optional.ofNullable(candidate), floor);
        }
    }

    /** Ctrl-C: what was seen so far is measured and printed before the process ends. */
    private static void end(CountDownLatch enough, CountDownLatch printed) {
        enough.countDown();
        try {
            printed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unhook(Thread hook) {
        if (!hook.isAlive()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process has just begun to end, and the hook has nothing to wait for.
                hook.interrupt();
            }
        }
    }

    private Listener teller() {
        return new Listener() {
            @Override
            public void seen(Sight sight) {
                synchronized (story) {
                    story.tell(sight).ifPresent(ObserveCommand.this::tell);
                }
            }

            @Override
            public void blind(Blind blind) {
                synchronized (story) {
                    tell(Story.tell(blind));
                }
            }
        };
    }

    private void begin() {
        synchronized (story) {
            tell(story.begin());
        }
    }

    private void tell(String sentence) {
        if (!"json".equals(output)) {
            PrintWriter out = spec.commandLine().getOut();
            out.printf("%7.3f  %s%n", (System.nanoTime() - begun) / 1e9, sentence);
            out.flush();
        }
    }

    private int print(Observation seen) {
        PrintWriter out = spec.commandLine().getOut();
        if ("json".equals(output)) {
            Observations.json(seen, out);
        } else {
            Observations.print(seen, out);
        }
        out.flush();
        if (candidate == null) {
            return ExitCodes.DONE;
        }
        List<String> violations =
                Judgement.violations(seen, new Expectations(overlap, Optional.of(candidate), Optional.empty()));
        PrintWriter err = spec.commandLine().getErr();
        violations.forEach(err::println);
        err.flush();
        return violations.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
