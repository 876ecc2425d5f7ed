package io.jenkins.plugins.bluegreen.cli.demo;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.cli.options.ClusterOptions;
import io.jenkins.plugins.bluegreen.cli.options.Problems;
import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.terminal.Interrupts;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.manifest.Durations;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bluegreen demo}. */
@Command(
        name = "demo",
        description = {
            "Plays v1, v2 and back to v1 under a steady load, in label mode and in selector mode.",
            "It needs no cluster: it starts one in itself. With --kubeconfig it plays on any cluster, in namespaces of its own.",
            "The exit code is 1 if a request failed or a guarantee did not hold, as an independent observer saw it."
        },
        footer = {
            "",
            "Examples:",
            "  bluegreen demo",
            "  bluegreen demo --replicas 10 --warmup 5s",
            "  bluegreen demo --kubeconfig ~/.kube/config --context kind-kind"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_REPLICAS = 50;
    private static final Duration SLOW = Duration.ofSeconds(3);
    private static final Duration FAST = Duration.ofMillis(300);

    private final Terminal terminal;

    @Mixin
    private ClusterOptions cluster;

    @Option(names = "--fast", description = "With a short warm-up of the pods.")
    private boolean fast;

    @Option(names = "--replicas", paramLabel = "N", description = "Size of each release (3).")
    private String replicas;

    @Option(
            names = "--warmup",
            paramLabel = "DURATION",
            description = "The longest warm-up of a pod; the shortest is a fifth of it (3s).")
    private String warmup;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    /**
     * The command.
     *
     * @param terminal where it is shown
     */
    public DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Problems problems = new Problems();
        Optional<Integer> size = problems.of(this::size);
        Optional<Duration> longest = problems.of(this::longest);
        Optional<Config> config = cluster.named() ? problems.of(cluster::config) : Optional.empty();
        problems.throwIfAny();
        Duration slowest = longest.orElseThrow();
        Supplier<Ground> grounds = config.<Supplier<Ground>>map(given -> () -> new ClusterGround(given))
                .orElse(() -> new EmbeddedGround(Settings.fast().withWarmup(slowest.dividedBy(5), slowest)));
        AtomicBoolean interrupted = new AtomicBoolean();
        AutoCloseable told = terminal.interrupts().tell(Interrupts.Handler.once(() -> interrupted.set(true)));
        try {
            return play(grounds, size.orElseThrow(), config.isPresent(), interrupted);
        } finally {
            Interrupts.quietly(told);
        }
    }

    private int play(Supplier<Ground> grounds, int size, boolean foreign, AtomicBoolean interrupted) {
        long begun = System.nanoTime();
        PrintWriter out = terminal.out();
        Map<Tale, Boolean> results = new LinkedHashMap<>();
        for (Tale tale : Tale.values()) {
            if (interrupted.get()) {
                break;
            }
            out.println();
            out.println(terminal.style().bold("== " + tale.title()));
            try (Ground ground = grounds.get()) {
                if (foreign) {
                    out.println("In namespace %s, which is removed afterwards.".formatted(ground.namespace()));
                    out.println("No request is sent: traffic is judged by the Service's ready endpoints.");
                }
                out.flush();
                results.put(tale, new Player(tale, ground, size, terminal, interrupted::get).play());
            }
        }
        boolean good = results.size() == Tale.values().length && !results.containsValue(false);
        out.println();
        out.println(terminal.style().bold(verdict(good, interrupted.get()))
                + String.format(Locale.ROOT, " (%.1f s)", (System.nanoTime() - begun) / 1e9));
        out.flush();
        return good ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static String verdict(boolean good, boolean interrupted) {
        if (interrupted) {
            return "Interrupted: not everything was played.";
        }
        return good
                ? "Nothing failed, and every guarantee held, by what was seen from outside."
                : "Something was not kept: see above.";
    }

    private Integer size() {
        String text = replicas == null ? "3" : replicas;
        if (!text.matches("[0-9]{1,4}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST_REPLICAS) {
            throw new InvalidInputException(
                    "--replicas is \"%s\"".formatted(text),
                    "it is not a whole number from 1 to %d".formatted(MOST_REPLICAS),
                    "give one");
        }
        return Integer.valueOf(text);
    }

    private Duration longest() {
        if (cluster.named() && (fast || warmup != null)) {
            throw new InvalidInputException(
                    "--fast or --warmup was given with --kubeconfig",
                    "the pods of that cluster take the time that they take",
                    "leave one of them away");
        }
        if (fast && warmup != null) {
            throw new InvalidInputException(
                    "--fast and --warmup were given", "both say how long pods warm up", "give one of them");
        }
        return warmup != null ? Durations.parse("--warmup", warmup) : fast ? FAST : SLOW;
    }
}
