package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.cli.options.Problems;
import io.jenkins.plugins.bluegreen.cli.run.Engine;
import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.run.Json;
import io.jenkins.plugins.bluegreen.cli.terminal.Interrupts;
import io.jenkins.plugins.bluegreen.cli.terminal.Screen;
import io.jenkins.plugins.bluegreen.cli.terminal.Style;
import io.jenkins.plugins.bluegreen.cli.terminal.Surface;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.kubernetes.Clusters;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.report.Overview;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bluegreen status}. */
@Command(
        name = "status",
        description = "Shows the releases behind a Service, who serves, what waits, and what is unfinished.",
        footer = {
            "",
            "Examples:",
            "  bluegreen status -n marlon --service demo-service",
            "  bluegreen status -n marlon --service demo-service --watch",
            "  bluegreen status -n marlon --service demo-service -o json \\",
            "      | jq -r '.releases[] | select(.traffic).name'"
        })
final class StatusCommand extends BaseCommand {
    private static final long LOOK_MILLIS = 500;

    @Option(
            names = {"-w", "--watch"},
            description = "Stays and shows what changes, until Ctrl-C.")
    private boolean watch;

    StatusCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Parameter> parameters() {
        return List.of(Parameter.SERVICE, Parameter.NAMESPACE, Parameter.VERSION_LABEL);
    }

    @Override
    public Integer call() throws InterruptedException {
        Problems problems = new Problems();
        Optional<Config> config = config(problems);
        Optional<List<String>> named = services(problems);
        problems.check(() -> {
            if (watch && output.json()) {
                throw new InvalidInputException(
                        "--watch and -o json were given", "a view is no JSON", "give one of them");
            }
        });
        problems.throwIfAny();
        Connection connection = connection(config.orElseThrow());
        List<String> services = named.orElseThrow();
        try (Engine engine = new Engine();
                Clusters.Use used = engine.clusters().use(connection)) {
            Engine.await(used.cluster().ready());
            Overview first = overview(engine, connection, services);
            missing(first, services);
            if (watch) {
                watch(engine, connection, services, first);
            } else if (output.json()) {
                Json.print(first, terminal.out());
            } else {
                StatusText.of(first, terminal.style()).forEach(terminal.out()::println);
                terminal.out().flush();
            }
            return ExitCodes.DONE;
        }
    }

    private Overview overview(Engine engine, Connection connection, List<String> services) {
        return Engine.await(engine.deployer().overview(connection, services, versionLabel()));
    }

    private static void missing(Overview overview, List<String> services) {
        List<String> found =
                overview.services().stream().map(Overview.ServiceLine::name).toList();
        List<Problem> missing = services.stream()
                .filter(name -> !found.contains(name))
                .map(name -> new Problem(
                        "Service %s in namespace %s was asked for".formatted(name, overview.namespace()),
                        "there is no such Service",
                        "name one that is there; kubectl get services -n %s lists them"
                                .formatted(overview.namespace())))
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException(missing);
        }
    }

    /**
     * What was seen last.
     *
     * @param overview that was seen
     * @param trouble why it could not be looked at since; empty if it could
     */
    private record Look(Overview overview, String trouble) {
        List<String> rows(Style style) {
            List<String> rows = new ArrayList<>(StatusText.of(overview, style));
            if (!trouble.isEmpty()) {
                rows.add(style.bold("  This was seen last; now there is no answer:"));
                rows.add("  " + trouble);
            }
            return rows;
        }

        String line() {
            return trouble.isEmpty() ? StatusText.line(overview) : trouble;
        }
    }

    /** A cluster that gives no answer for a while is looked at again. */
    private Look look(Engine engine, Connection connection, List<String> services, Look before) {
        try {
            return new Look(overview(engine, connection, services), "");
        } catch (InvalidInputException e) {
            return new Look(before.overview(), String.valueOf(e.getMessage()).replace('\n', ' '));
        }
    }

    /** On a terminal the table is redrawn in place; elsewhere a line tells each change. */
    private void watch(Engine engine, Connection connection, List<String> services, Overview first)
            throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<Look> latest = new AtomicReference<>(new Look(first, ""));
        Surface surface = terminal.standard();
        AutoCloseable told = terminal.interrupts().tell(ending(ended));
        try (Screen screen =
                new Screen(surface, surface.live(), () -> latest.get().rows(surface.style()))) {
            String line = "";
            do {
                latest.set(look(engine, connection, services, latest.get()));
                String next = latest.get().line();
                if (!surface.live() && !next.equals(line)) {
                    screen.line(next);
                    line = next;
                }
            } while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            screen.closeWithPicture();
        } finally {
            Interrupts.quietly(told);
        }
    }

    private static Interrupts.Handler ending(CountDownLatch ended) {
        return Interrupts.Handler.once(ended::countDown);
    }
}
