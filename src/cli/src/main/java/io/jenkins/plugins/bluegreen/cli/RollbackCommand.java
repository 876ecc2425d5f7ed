package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Requests;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code bluegreen rollback}. */
@Command(
        name = "rollback",
        description = {
            "Gives the traffic back to the release that had it before, or to the one that --to names.",
            "It is scaled up first if need be; one whose pods cannot become available is refused."
        },
        footer = {
            "",
            "Examples:",
            "  bluegreen rollback -n marlon --service demo-service",
            "  bluegreen rollback -n marlon --service demo-service --to v1"
        })
final class RollbackCommand extends BaseCommand {
    RollbackCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    List<Parameter> parameters() {
        return List.of(
                Parameter.SERVICE,
                Parameter.NAMESPACE,
                Parameter.WORKLOAD,
                Parameter.TO,
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
                Parameter.CONCURRENCY);
    }

    @Override
    public Integer call() {
        return run("Roll back the traffic", targets -> {
            Target target = targets.find(given.text(Parameter.WORKLOAD));
            return Requests.rollback(target, given.text(Parameter.TO).orElse(null), null, given, Identity.fresh());
        });
    }
}
