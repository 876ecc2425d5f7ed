package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Requests;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code bluegreen promote}. */
@Command(
        name = "promote",
        description = {
            "The second half of deploy: gives the traffic to the release that was prepared.",
            "Which one that is the Service tells; --release names it where several wait."
        },
        footer = {
            "",
            "Examples:",
            "  bluegreen promote -n marlon --service demo-service",
            "  bluegreen promote -n marlon --service demo-service \\",
            "      --release demo-rs-v002 --verify 1m --retire scale-down"
        })
final class PromoteCommand extends BaseCommand {
    PromoteCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Parameter> parameters() {
        return List.of(
                Parameter.SERVICE,
                Parameter.NAMESPACE,
                Parameter.WORKLOAD,
                Parameter.RELEASE,
                Parameter.CUTOVER,
                Parameter.VERSION_LABEL,
                Parameter.READY_TIMEOUT,
                Parameter.STABLE,
                Parameter.UNSCHEDULABLE_GRACE,
                Parameter.VERIFY,
                Parameter.SETTLE,
                Parameter.DRAIN,
                Parameter.RETIRE,
                Parameter.HISTORY,
                Parameter.KEEP_FAILED,
                Parameter.CONCURRENCY);
    }

    @Override
    public Integer call() {
        return run("Promote the prepared release", targets -> {
            Target target = targets.find(given.text(Parameter.WORKLOAD));
            String release = targets.prepared(target, given.text(Parameter.RELEASE));
            return Requests.promote(target, release, given, Identity.fresh());
        });
    }
}
