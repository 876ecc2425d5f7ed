package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Requests.Extent;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/** {@code bluegreen prepare}. */
@Command(
        name = "prepare",
        description = {
            "The first half of deploy: a new release, available and dark. No lock is held afterwards.",
            "'bluegreen promote' gives it the traffic, 'bluegreen discard' removes it."
        },
        footer = {
            "",
            "Example:",
            "  bluegreen prepare -n marlon -f rs.yaml --service demo-service --version v2",
            "  ./smoke-test.sh && bluegreen promote -n marlon --service demo-service \\",
            "                  || bluegreen discard -n marlon --service demo-service"
        })
final class PrepareCommand extends ManifestCommand {
    /** What matters only from the gate on is given to promote. */
    private static final Set<Parameter> LATER = EnumSet.of(
            Parameter.GATE, Parameter.VERIFY, Parameter.SETTLE, Parameter.DRAIN, Parameter.RETIRE, Parameter.HISTORY);

    PrepareCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Parameter> parameters() {
        return PARAMETERS.stream()
                .filter(parameter -> !LATER.contains(parameter))
                .toList();
    }

    @Override
    public Integer call() {
        Asked asked = asked(Extent.PREPARE);
        return run(
                title("Prepare", asked.request()),
                Optional.empty(),
                (deployer, listener) -> deployer.start(
                        asked.connection(),
                        asked.request(),
                        candidate -> CompletableFuture.completedFuture(Optional.empty()),
                        listener));
    }
}
