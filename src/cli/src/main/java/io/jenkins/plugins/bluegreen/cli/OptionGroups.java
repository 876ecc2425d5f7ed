package io.jenkins.plugins.bluegreen.cli;

import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a help text, by what they are about, in columns that are the same in every group. */
final class OptionGroups implements IHelpSectionRenderer {
    private static final List<Group> GROUPS = List.of(
            Group.of(
                    "What is deployed",
                    Parameter.MANIFEST,
                    Parameter.VERSION,
                    Parameter.ARTIFACTS,
                    Parameter.REPLICAS,
                    Parameter.MODE),
            Group.of(
                    "The Service, and its releases",
                    Parameter.SERVICE,
                    Parameter.NAMESPACE,
                    Parameter.WORKLOAD,
                    Parameter.RELEASE,
                    Parameter.TO,
                    Parameter.VERSION_LABEL),
            Group.of(
                    "Before the cutover",
                    Parameter.READY_TIMEOUT,
                    Parameter.STABLE,
                    Parameter.UNSCHEDULABLE_GRACE,
                    Parameter.GATE,
                    Parameter.PREVIEW_SERVICE,
                    Parameter.ALLOW_DARK_TRAFFIC,
                    Parameter.KEEP_FAILED),
            Group.of(
                    "The cutover, and what comes after it",
                    Parameter.CUTOVER,
                    Parameter.SETTLE,
                    Parameter.VERIFY,
                    Parameter.DRAIN,
                    Parameter.RETIRE,
                    Parameter.HISTORY,
                    Parameter.CONCURRENCY),
            new Group("The cluster", List.of("--kubeconfig", "--context")),
            new Group("Output", List.of("--output", "--quiet", "--verbose", "--help")));

    /** A heading, and the flags below it in their order. */
    private record Group(String heading, List<String> flags) {
        static Group of(String heading, Parameter... parameters) {
            return new Group(heading, Stream.of(parameters).map(Parameter::flag).toList());
        }

        List<OptionSpec> of(List<OptionSpec> options) {
            return flags.stream()
                    .flatMap(flag -> options.stream()
                            .filter(option -> option.longestName().equals(flag)))
                    .toList();
        }
    }

    @Override
    public String render(Help help) {
        List<OptionSpec> all = help.commandSpec().options();
        List<OptionSpec> own = new ArrayList<>(all);
        StringBuilder text = new StringBuilder();
        for (Group group : GROUPS) {
            List<OptionSpec> options = group.of(all);
            // Where help is all there is to say about the output, it is an option as others are.
            if (options.size() > 1 || !group.flags().contains("--help")) {
                own.removeAll(options);
                text.append(text(help, group.heading(), options));
            }
        }
        return text(help, "Options", own) + text;
    }

    private static String text(Help help, String heading, List<OptionSpec> options) {
        if (options.isEmpty()) {
            return "";
        }
        Help.Layout layout = help.createDefaultLayout(help.commandSpec().options(), List.of(), help.colorScheme());
        layout.addAllOptions(options, help.parameterLabelRenderer());
        return System.lineSeparator() + heading + ":" + System.lineSeparator() + layout;
    }
}
