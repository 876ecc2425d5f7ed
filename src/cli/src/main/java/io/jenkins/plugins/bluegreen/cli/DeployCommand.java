package io.jenkins.plugins.bluegreen.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.manifest.Binding;
import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.Manifest;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bluegreen deploy}. */
@Command(
        name = "deploy",
        description = "Puts a new version beside the running one, proves it, and moves the traffic.",
        footer = {"", "Example: bluegreen deploy -n marlon -f replicaset.yaml --service demo-service --version v2"})
final class DeployCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ClusterOptions where;

    @Mixin
    DeployOptions how;

    @Option(
            names = {"-f", "--manifest"},
            required = true,
            paramLabel = "FILE",
            description = "The manifest; - for standard input.")
    String file;

    @Option(names = "--version", description = "Tag or digest of the one image without a tag.")
    String version;

    @Option(names = "--artifact", description = "An image reference, bound by name; repeatable.")
    List<String> artifacts = List.of();

    @Option(names = "--mode", description = "label or selector; else by the manifest's kind.")
    String mode;

    @Option(names = "--gate", description = "A command that must succeed before the cutover.")
    String gate;

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
        Request.Options options = how.options();
        Manifest manifest = Manifest.parse(text());
        Mode chosen = chosen(manifest);
        Bound bound = chosen == Mode.LABEL
                ? Binding.label(manifest, Optional.ofNullable(version), artifacts)
                : Binding.selector(manifest, Optional.ofNullable(version), artifacts, options.versionLabel());
        List<String> services = where.services.isEmpty() ? manifest.services() : where.services;
        if (services.isEmpty()) {
            throw new IllegalArgumentException(
                    "No Service is named: give --service, or the annotation traffic.spinnaker.io/load-balancers.");
        }
        try (KubernetesClient client = where.client()) {
            Request request = new Request(
                    new Request.Goal.Deploy(bound, gate != null),
                    where.namespace(client, manifest.namespace().orElse("")),
                    services,
                    bound.baseName(),
                    chosen,
                    options,
                    new Request.Run("bluegreen-" + UUID.randomUUID(), "the command line"));
            Runner runner = new Runner(client, spec.commandLine().getOut(), "json".equals(output));
            return ExitCodes.of(
                    runner.run(request, new CommandGate(gate, bound.version())).outcome());
        }
    }

    private Mode chosen(Manifest manifest) {
        if (mode == null) {
            return manifest.kind() == WorkloadKind.REPLICA_SET ? Mode.LABEL : Mode.SELECTOR;
        }
        if (mode.equals("label") && manifest.kind() == WorkloadKind.DEPLOYMENT) {
            throw new IllegalArgumentException(
                    "Label mode was asked for a Deployment, and relabelling a Deployment's template rolls it: use a ReplicaSet, or mode selector.");
        }
        return switch (mode) {
            case "label" -> Mode.LABEL;
            case "selector" -> Mode.SELECTOR;
            default -> throw new IllegalArgumentException("--mode is %s: give label or selector.".formatted(mode));
        };
    }

    private String text() {
        try {
            return file.equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The manifest %s cannot be read: name a file that is there.".formatted(file), e);
        }
    }
}
