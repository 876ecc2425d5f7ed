package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.bluegreen.cli.options.Problems;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.kubernetes.Connection;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A command that makes a release of a manifest. */
abstract class ManifestCommand extends BaseCommand {
    /** What a manifest may have, and one byte: more is not read. */
    private static final int MOST_BYTES = (1 << 20) + 1;

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.MANIFEST,
            Parameter.SERVICE,
            Parameter.NAMESPACE,
            Parameter.VERSION,
            Parameter.ARTIFACTS,
            Parameter.MODE,
            Parameter.CUTOVER,
            Parameter.VERSION_LABEL,
            Parameter.REPLICAS,
            Parameter.READY_TIMEOUT,
            Parameter.STABLE,
            Parameter.UNSCHEDULABLE_GRACE,
            Parameter.VERIFY,
            Parameter.SETTLE,
            Parameter.DRAIN,
            Parameter.RETIRE,
            Parameter.HISTORY,
            Parameter.KEEP_FAILED,
            Parameter.PREVIEW_SERVICE,
            Parameter.ALLOW_DARK_TRAFFIC,
            Parameter.GATE,
            Parameter.CONCURRENCY);

    ManifestCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Parameter> parameters() {
        return PARAMETERS;
    }

    /** A request, and where it goes. */
    record Asked(Request request, Connection connection) {}

    /** Makes the request; says everything that is wrong at once. */
    Asked asked(Requests.Extent extent) {
        Problems problems = new Problems();
        Optional<Config> config = config(problems);
        Optional<String> text = problems.of(this::manifest);
        Optional<Request> request = problems.of(() -> {
            if (text.isEmpty()) {
                Requests.check(given);
                return null;
            }
            return Requests.deploy(given, text.get(), fallback(config), extent, Identity.fresh());
        });
        problems.throwIfAny();
        Request made = request.orElseThrow();
        return new Asked(made, Connection.of(config.orElseThrow(), made.namespace()));
    }

    private String manifest() {
        String file = given.text(Parameter.MANIFEST)
                .orElseThrow(() -> new InvalidInputException(
                        "a release is to be made",
                        "no manifest is named",
                        "name it with -f FILE, or -f - for standard input"));
        try {
            return file.equals("-") ? text(System.in) : text(Path.of(file));
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the manifest %s is to be used".formatted(file),
                    Files.exists(Path.of(file)) ? "it cannot be read" : "there is no such file",
                    "name a file that is there");
        }
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return text(in);
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }

    /** What it is, in a few words. */
    static String title(String verb, Request request) {
        return "%s %s%s to %s in %s"
                .formatted(
                        verb,
                        request.workload(),
                        request.bound()
                                .map(bound -> " " + bound.version())
                                .filter(version -> !version.isBlank())
                                .orElse(""),
                        String.join(", ", request.services()),
                        request.namespace());
    }
}
