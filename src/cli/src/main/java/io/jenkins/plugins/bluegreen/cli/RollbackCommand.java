package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Request;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bluegreen rollback}. */
@Command(name = "rollback", description = "Gives the traffic back to an earlier release.")
final class RollbackCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ClusterOptions where;

    @Mixin
    DeployOptions how;

    @Option(names = "--workload", required = true, description = "Base name of the workload.")
    String workload;

    @Option(names = "--to", description = "A release or a version; else the previous good release.")
    String to;

    @Option(names = "--mode", description = "label or selector.", defaultValue = "label")
    String mode;

    @Option(
            names = {"-o", "--output"},
            description = "json prints the report as JSON.")
    String output;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    boolean help;

    @Override
    public Integer call() {
        if (where.services.isEmpty()) {
            throw new IllegalArgumentException("No Service is named: give --service.");
        }
        try (KubernetesClient client = where.client()) {
            Request request = new Request(
                    new Request.Goal.Rollback(Optional.ofNullable(to), Optional.empty()),
                    where.namespace(client, ""),
                    where.services,
                    workload,
                    mode.equals("selector") ? Mode.SELECTOR : Mode.LABEL,
                    how.options(),
                    new Request.Run("bluegreen-" + UUID.randomUUID(), "the command line"));
            Runner runner = new Runner(client, spec.commandLine().getOut(), "json".equals(output));
            return ExitCodes.of(runner.run(request, candidate -> CompletableFuture.completedFuture(Optional.empty()))
                    .outcome());
        }
    }
}
