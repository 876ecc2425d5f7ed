package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Requests;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code bluegreen discard}. */
@Command(
        name = "discard",
        description = "Removes the release that was prepared; traffic is not touched.",
        footer = {
            "",
            "Examples:",
            "  bluegreen discard -n marlon --service demo-service",
            "  bluegreen discard -n marlon --service demo-service --release demo-rs-v002"
        })
final class DiscardCommand extends BaseCommand {
    DiscardCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Parameter> parameters() {
        return List.of(
                Parameter.SERVICE, Parameter.NAMESPACE, Parameter.WORKLOAD, Parameter.RELEASE, Parameter.VERSION_LABEL);
    }

    @Override
    public Integer call() {
        return run("Discard the prepared release", targets -> {
            Target target = targets.find(given.text(Parameter.WORKLOAD));
            String release = targets.prepared(target, given.text(Parameter.RELEASE));
            return Requests.discard(target, release, given, Identity.fresh());
        });
    }
}
