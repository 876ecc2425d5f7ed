package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.run.CommandGate;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.drive.Gate;
import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Requests.Extent;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;

/** {@code bluegreen deploy}. */
@Command(
        name = "deploy",
        description = {
            "Puts a new version beside the running one, proves it while it is dark, and moves the traffic over.",
            "What is there already is not done again: the same command twice writes nothing the second time."
        },
        footer = {
            "",
            "Examples:",
            "  bluegreen deploy -n marlon -f rs.yaml --service demo-service --version v2",
            "  bluegreen deploy -f app.yaml --service app --retire scale-down \\",
            "      --artifact registry:5000/app@sha256:...",
            "  bluegreen deploy -f app.yaml --service app --version v2 \\",
            "      --gate 'curl -f http://$BLUE_GREEN_PREVIEW/healthz'",
            "  helm template . | bluegreen deploy -f - --service web --service api \\",
            "      --version v2 -o json > report.json"
        })
final class DeployCommand extends ManifestCommand {
    DeployCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        Optional<String> command = given.text(Parameter.GATE);
        Asked asked = asked(command.isPresent() ? Extent.DEPLOY_WITH_GATE : Extent.DEPLOY);
        Request request = asked.request();
        Optional<CommandGate> gate = command.map(text -> gate(text, request));
        Gate used =
                gate.<Gate>map(each -> each).orElse(candidate -> CompletableFuture.completedFuture(Optional.empty()));
        return run(
                title("Deploy", request),
                gate,
                (deployer, listener) -> deployer.start(asked.connection(), request, used, listener));
    }

    private static CommandGate gate(String command, Request request) {
        return new CommandGate(
                command,
                request.bound().map(Bound::version).orElse(""),
                request.options().previewService().map(name -> "%s.%s.svc".formatted(name, request.namespace())));
    }
}
