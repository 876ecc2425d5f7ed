package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.manifest.Durations;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Everything of a deployment that has a default. */
final class DeployOptions {
    @Option(names = "--cutover", description = "auto, atomic or overlap.", defaultValue = "auto")
    String cutover;

    @Option(names = "--version-label", description = "Selector mode's key.", defaultValue = "version")
    String versionLabel;

    @Option(names = "--replicas", description = "Size; else the manifest's, at least the active release's.")
    Integer replicas;

    @Option(names = "--ready-timeout", description = "How long until all is available.", defaultValue = "10m")
    String readyTimeout;

    @Option(names = "--stable", description = "How long it must stay available.", defaultValue = "0s")
    String stable;

    @Option(names = "--unschedulable-grace", description = "How long a pod may find no node.", defaultValue = "1m")
    String unschedulableGrace;

    @Option(names = "--verify", description = "How long it is watched after the cutover.", defaultValue = "0s")
    String verify;

    @Option(names = "--settle", description = "How long both serve in an overlap.")
    String settle;

    @Option(names = "--drain", description = "How long the old release is left alone.", defaultValue = "30s")
    String drain;

    @Option(names = "--retire", description = "keep, scale-down or delete.", defaultValue = "keep")
    String retire;

    @Option(names = "--history", description = "Releases without traffic to keep.", defaultValue = "3")
    int history;

    @Option(names = "--keep-failed", description = "Keep a failed candidate.")
    boolean keepFailed;

    @Option(names = "--preview-service", description = "A Service over the candidate as long as it is dark.")
    String previewService;

    @Option(names = "--concurrency", description = "Patches of pods at once.", defaultValue = "16")
    int concurrency;

    Request.Options options() {
        if (replicas != null && replicas < 1) {
            throw new IllegalArgumentException("--replicas is %d: give a number of 1 or more.".formatted(replicas));
        }
        if (history < 0 || concurrency < 1) {
            throw new IllegalArgumentException("--history must be 0 or more and --concurrency 1 or more.");
        }
        return new Request.Options(
                choice("--cutover", CutoverChoice.class, cutover),
                versionLabel,
                replicas == null ? OptionalInt.empty() : OptionalInt.of(replicas),
                Durations.parse("--ready-timeout", readyTimeout),
                Durations.parse("--stable", stable),
                Durations.parse("--unschedulable-grace", unschedulableGrace),
                Durations.parse("--verify", verify),
                Optional.ofNullable(settle).map(text -> Durations.parse("--settle", text)),
                Durations.parse("--drain", drain),
                choice("--retire", Retire.class, retire),
                history,
                keepFailed,
                Optional.ofNullable(previewService),
                false,
                concurrency);
    }

    private static <E extends Enum<E>> E choice(String name, Class<E> type, String text) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
                return value;
            }
        }
        throw new IllegalArgumentException("%s is %s: give one of %s."
                .formatted(
                        name,
                        text,
                        String.join(
                                ", ",
                                Arrays.stream(type.getEnumConstants())
                                        .map(value -> value.name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', '-'))
                                        .toList())));
    }
}
