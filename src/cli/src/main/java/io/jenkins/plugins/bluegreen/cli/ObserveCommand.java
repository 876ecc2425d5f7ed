package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.cli.options.Problems;
import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.run.Json;
import io.jenkins.plugins.bluegreen.cli.terminal.Interrupts;
import io.jenkins.plugins.bluegreen.cli.terminal.Screen;
import io.jenkins.plugins.bluegreen.cli.terminal.Surface;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.manifest.Durations;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.observer.measure.Expectations;
import io.jenkins.plugins.bluegreen.observer.measure.Judgement;
import io.jenkins.plugins.bluegreen.observer.measure.Measurement;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.observer.watch.Observer;
import io.jenkins.plugins.bluegreen.observer.watch.Settings;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bluegreen observe}. */
@Command(
        name = "observe",
        description = {
            "Watches a Service beside any tool's deployment, and measures the cutover.",
            "With --candidate it also judges it: the exit code is 1 if a guarantee did not hold."
        },
        footer = {
            "",
            "Examples:",
            "  bluegreen observe -n marlon --service demo-service --for 2m",
            "  bluegreen observe --service demo-service --candidate demo-rs-v002 --floor 3"
        })
final class ObserveCommand extends BaseCommand {
    @Option(
            names = "--candidate",
            paramLabel = "RELEASE",
            description = "The release that is to serve at the end; else the one that newly does.")
    private String candidate;

    @Option(
            names = "--floor",
            paramLabel = "N",
            description = "How many ready endpoints there must be at least, from the first on (1).")
    private String floorText;

    @Option(names = "--overlap", description = "Two releases may serve at once.")
    private boolean overlap;

    @Option(names = "--for", paramLabel = "DURATION", description = "How long; else until Ctrl-C.")
    private String duration;

    ObserveCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Parameter> parameters() {
        return List.of(Parameter.SERVICE, Parameter.NAMESPACE);
    }

    @Override
    public Integer call() throws InterruptedException {
        Problems problems = new Problems();
        Optional<Config> config = config(problems);
        Optional<List<String>> services = services(problems);
        problems.check(() -> one(services));
        Optional<Integer> floor = problems.of(this::floor);
        Optional<Duration> patience = problems.of(() -> duration == null ? null : Durations.parse("--for", duration));
        problems.throwIfAny();
        String namespace = connection(config.orElseThrow()).namespace();
        Observation seen =
                observe(config.get(), namespace, services.orElseThrow().get(0), patience, floor.orElseThrow());
        return print(seen);
    }

    private static void one(Optional<List<String>> services) {
        if (services.isPresent() && services.get().size() != 1) {
            throw new InvalidInputException(
                    "%d Services are to be observed".formatted(services.get().size()),
                    "one observer watches one",
                    "give --service once, and observe the others by commands of their own");
        }
    }

    private Integer floor() {
        String text = floorText == null ? "1" : floorText;
        if (!text.matches("[0-9]{1,6}")) {
            throw new InvalidInputException(
                    "--floor is \"%s\"".formatted(text), "it is not a whole number of 0 or more", "give one");
        }
        return Integer.valueOf(text);
    }

    private Observation observe(Config config, String namespace, String service, Optional<Duration> patience, int floor)
            throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(1);
        AutoCloseable told = terminal.interrupts().tell(Interrupts.Handler.once(enough::countDown));
        Surface story = terminal.story(output.json());
        boolean live = !output.quiet() && story.live();
        Sights sights = new Sights("Observing %s in %s".formatted(service, namespace), story.style());
        try (Screen screen = new Screen(story, live, sights::rows)) {
            if (!output.quiet() && (!live || output.verbose())) {
                sights.lines(screen::line);
            }
            try (Observer observer = Observer.start(config, namespace, service, Settings.defaults(), sights)) {
                sights.begin();
                if (patience.isEmpty()) {
                    enough.await();
                } else if (enough.await(patience.get().toNanos(), TimeUnit.NANOSECONDS)) {
                    sights.say("Ended early.");
                }
                screen.closeWithPicture();
                return Measurement.of(observer.history(), Optional.ofNullable(candidate), floor);
            }
        } finally {
            Interrupts.quietly(told);
        }
    }

    private int print(Observation seen) {
        if (output.json()) {
            Json.print(seen, terminal.out());
        } else {
            Observations.print(seen, terminal.out());
        }
        terminal.out().flush();
        if (candidate == null) {
            return ExitCodes.DONE;
        }
        List<String> violations =
                Judgement.violations(seen, new Expectations(overlap, Optional.of(candidate), Optional.empty()));
        violations.forEach(terminal.err()::println);
        terminal.err().flush();
        return violations.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
