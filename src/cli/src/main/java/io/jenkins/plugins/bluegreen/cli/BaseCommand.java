package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.cli.options.ClusterOptions;
import io.jenkins.plugins.bluegreen.cli.options.Given;
import io.jenkins.plugins.bluegreen.cli.options.OutputOptions;
import io.jenkins.plugins.bluegreen.cli.options.Problems;
import io.jenkins.plugins.bluegreen.cli.run.CommandGate;
import io.jenkins.plugins.bluegreen.cli.run.Engine;
import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.run.Runner;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Requests;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command has that talks to a cluster. */
abstract class BaseCommand implements Callable<Integer> {
    private static final Logger CLIENT = Logger.getLogger("io.fabric8");

    /** Where it writes. */
    final Terminal terminal;

    /** Parameters as they were typed. */
    final Given given = new Given();

    @Mixin
    ClusterOptions cluster;

    @Mixin
    OutputOptions output;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    BaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Which parameters it takes. */
    abstract List<Parameter> parameters();

    /** The command with its flags. */
    CommandLine line() {
        CommandLine line = new CommandLine(this);
        given.addTo(line.getCommandSpec(), parameters());
        return line;
    }

    /** Looks at what was typed for the output, and at the kubeconfig; what is wrong is kept. */
    Optional<Config> config(Problems problems) {
        problems.check(output::check);
        if (output.verbose()) {
            CLIENT.setLevel(Level.FINE);
            Logger.getLogger("").setLevel(Level.INFO);
        }
        return problems.of(cluster::config);
    }

    /** The namespace where neither a flag nor a manifest names one. */
    static String fallback(Optional<Config> config) {
        return config.map(Config::getNamespace).orElse(null);
    }

    /** A connection to the namespace that was asked for. */
    Connection connection(Config config) {
        String namespace = given.text(Parameter.NAMESPACE)
                .or(() -> Optional.ofNullable(config.getNamespace()))
                .orElse("default");
        return Connection.of(config, namespace);
    }

    /** The key of the label that names the version in selector mode. */
    String versionLabel() {
        return given.text(Parameter.VERSION_LABEL).orElse(Parameter.VERSION_LABEL.defaultText());
    }

    /** Services that were named; what is wrong with them, or with other parameters, is kept. */
    Optional<List<String>> services(Problems problems) {
        problems.check(() -> Requests.check(given));
        return problems.of(() -> Requests.services(given));
    }

    /** Runs a request to its end. */
    int run(String title, Optional<CommandGate> gate, Runner.Beginning beginning) {
        try (Engine engine = new Engine()) {
            return ExitCodes.of(new Runner(engine, terminal, output)
                    .run(title, gate, beginning)
                    .outcome());
        }
    }

    /** Runs a request that is made of what the cluster shows. */
    int run(String title, RequestOf request) {
        Problems problems = new Problems();
        Optional<Config> config = config(problems);
        Optional<List<String>> services = services(problems);
        problems.throwIfAny();
        Connection connection = connection(config.orElseThrow());
        return run(
                title + " of " + String.join(", ", services.orElseThrow()) + " in " + connection.namespace(),
                Optional.empty(),
                (deployer, listener) -> deployer.start(
                        connection, services.get(), versionLabel(), targets -> request.of(targets), listener));
    }

    /** Makes a request of what the cluster shows. */
    @FunctionalInterface
    interface RequestOf {
        Request of(io.jenkins.plugins.bluegreen.decide.Targets targets);
    }
}
