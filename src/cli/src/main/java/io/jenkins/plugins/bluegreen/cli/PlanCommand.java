package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.cli.run.Engine;
import io.jenkins.plugins.bluegreen.cli.run.ExitCodes;
import io.jenkins.plugins.bluegreen.cli.run.Json;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.decide.Plan;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Requests.Extent;
import java.io.PrintWriter;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code bluegreen plan}. */
@Command(
        name = "plan",
        description = {
            "Says what deploy would do with the same options, and what stands in its way. Writes nothing.",
            "The exit code is 2 if something stands in the way."
        },
        footer = {"", "Example:", "  bluegreen plan -n marlon -f rs.yaml --service demo-service --version v2"})
final class PlanCommand extends ManifestCommand {
    PlanCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    public Integer call() {
        boolean gated = given.text(Parameter.GATE).isPresent();
        Asked asked = asked(gated ? Extent.DEPLOY_WITH_GATE : Extent.DEPLOY);
        Plan plan;
        try (Engine engine = new Engine()) {
            plan = Engine.await(engine.deployer().plan(asked.connection(), asked.request()));
        }
        if (output.json()) {
            Json.print(plan, terminal.out());
        } else {
            print(plan, asked.request());
        }
        plan.problems().stream().map(Problem::sentence).forEach(terminal.err()::println);
        terminal.err().flush();
        return plan.problems().isEmpty() ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    private void print(Plan plan, Request request) {
        PrintWriter out = terminal.out();
        if (plan.problems().isEmpty()) {
            out.println(terminal.style().bold(title("Would deploy", request)));
            int number = 1;
            for (String step : plan.steps()) {
                out.println("  %d. %s".formatted(number++, step));
            }
            String images = plan.images().entrySet().stream()
                    .sorted(java.util.Map.Entry.comparingByKey())
                    .map(image -> image.getKey() + "=" + image.getValue())
                    .collect(Collectors.joining(", "));
            out.println("  images   " + images);
        }
        plan.warnings().forEach(warning -> out.println("  warning  " + warning));
        out.println("Nothing was written.");
        out.flush();
    }
}
