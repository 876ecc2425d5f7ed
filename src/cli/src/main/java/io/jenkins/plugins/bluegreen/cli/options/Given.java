package io.jenkins.plugins.bluegreen.cli.options;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Retire;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import io.jenkins.plugins.bluegreen.settings.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Parameters as they were typed. The flags are made of {@link Parameter}, so that the two cannot drift apart. */
public final class Given implements Settings {
    private static final Set<Parameter> REPEATABLE = Set.of(Parameter.SERVICE, Parameter.ARTIFACTS);
    private static final Set<Parameter> CHOICES = Set.of(Parameter.MODE, Parameter.CUTOVER);
    /** What a shell offers for a value. */
    private static final Map<Parameter, List<String>> OFFERED = Map.of(
            Parameter.MODE, spelled(Mode.values()),
            Parameter.CUTOVER, spelled(CutoverChoice.values()),
            Parameter.RETIRE, spelled(Retire.values()),
            Parameter.TO, List.of(Parameter.TO.defaultText()));

    private static final Map<Parameter, String> SHORT = Map.of(Parameter.MANIFEST, "-f", Parameter.NAMESPACE, "-n");
    private static final Map<Parameter, String> LABELS = Map.ofEntries(
            Map.entry(Parameter.MANIFEST, "FILE"),
            Map.entry(Parameter.ARTIFACTS, "IMAGE"),
            Map.entry(Parameter.VERSION, "VERSION"),
            Map.entry(Parameter.MODE, "MODE"),
            Map.entry(Parameter.CUTOVER, "HOW"),
            Map.entry(Parameter.VERSION_LABEL, "KEY"),
            Map.entry(Parameter.REPLICAS, "N"),
            Map.entry(Parameter.HISTORY, "N"),
            Map.entry(Parameter.CONCURRENCY, "N"),
            Map.entry(Parameter.RETIRE, "WHAT"),
            Map.entry(Parameter.GATE, "COMMAND"),
            Map.entry(Parameter.TO, "RELEASE"),
            Map.entry(Parameter.RELEASE, "RELEASE"));
    private static final Set<Parameter> TIMES = Set.of(
            Parameter.READY_TIMEOUT,
            Parameter.STABLE,
            Parameter.UNSCHEDULABLE_GRACE,
            Parameter.VERIFY,
            Parameter.SETTLE,
            Parameter.DRAIN);

    private final Map<Parameter, String> values = new EnumMap<>(Parameter.class);

    /**
     * Gives a command flags for parameters.
     *
     * @param spec of the command
     * @param parameters which, in this order
     */
    public void addTo(CommandSpec spec, Collection<Parameter> parameters) {
        parameters.forEach(parameter -> spec.addOption(option(parameter)));
    }

    private OptionSpec option(Parameter parameter) {
        String[] names = SHORT.containsKey(parameter)
                ? new String[] {SHORT.get(parameter), parameter.flag()}
                : new String[] {parameter.flag()};
        OptionSpec.Builder option = OptionSpec.builder(names).description(description(parameter));
        if (isSwitch(parameter)) {
            option.type(boolean.class).arity("0");
        } else if (REPEATABLE.contains(parameter)) {
            option.type(List.class).auxiliaryTypes(String.class).arity("1").paramLabel(label(parameter));
        } else {
            // Shells offer files for a path.
            Class<?> type = parameter == Parameter.MANIFEST ? Path.class : String.class;
            option.type(type).arity("1").paramLabel(label(parameter));
        }
        if (OFFERED.containsKey(parameter)) {
            option.completionCandidates(OFFERED.get(parameter));
        }
        return option.setter(new picocli.CommandLine.Model.ISetter() {
                    @Override
                    public <T> T set(T value) {
                        put(parameter, value);
                        return null;
                    }
                })
                .build();
    }

    /** As they are typed. */
    private static List<String> spelled(Enum<?>... choices) {
        return Stream.of(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private void put(Parameter parameter, Object value) {
        if (value == null) {
            values.remove(parameter);
        } else if (value instanceof List<?> several) {
            values.put(
                    parameter,
                    String.join(",", several.stream().map(String::valueOf).toList()));
        } else {
            values.put(parameter, value.toString());
        }
    }

    /** Whether it is on or off, and takes no value. */
    public static boolean isSwitch(Parameter parameter) {
        return parameter.defaultText().equals("false");
    }

    /** What its value is called in a help text. */
    public static String label(Parameter parameter) {
        return TIMES.contains(parameter) ? "DURATION" : LABELS.getOrDefault(parameter, "NAME");
    }

    /** What it is for: a sentence. */
    public static String meaning(Parameter parameter) {
        String text = parameter.meaning().replace(": a path in the workspace, or a file", "; - for standard input");
        // Where it begins with a value, that is spelled as it has to be typed.
        String begun =
                CHOICES.contains(parameter) ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
        return begun + (REPEATABLE.contains(parameter) ? ", or the flag is repeated." : ".");
    }

    /** What it is for, with its default, as the help says it. */
    public static String description(Parameter parameter) {
        String meaning = meaning(parameter);
        return parameter.defaultText().isEmpty() || isSwitch(parameter)
                ? meaning
                : meaning.substring(0, meaning.length() - 1) + " (%s).".formatted(parameter.defaultText());
    }

    /** What was given for it. */
    public Optional<String> text(Parameter parameter) {
        return Optional.ofNullable(values.get(parameter)).filter(text -> !text.isBlank());
    }

    private boolean isOn(Parameter parameter) {
        return Boolean.parseBoolean(values.get(parameter));
    }

    @Override
    public String nameOf(Parameter parameter) {
        return parameter.flag();
    }

    @Override
    public String getService() {
        return values.get(Parameter.SERVICE);
    }

    @Override
    public String getNamespace() {
        return values.get(Parameter.NAMESPACE);
    }

    @Override
    public String getVersion() {
        return values.get(Parameter.VERSION);
    }

    @Override
    public String getArtifacts() {
        return values.get(Parameter.ARTIFACTS);
    }

    @Override
    public String getMode() {
        return values.get(Parameter.MODE);
    }

    @Override
    public String getCutover() {
        return values.get(Parameter.CUTOVER);
    }

    @Override
    public String getVersionLabel() {
        return values.get(Parameter.VERSION_LABEL);
    }

    @Override
    public String getReplicas() {
        return values.get(Parameter.REPLICAS);
    }

    @Override
    public String getReadyTimeout() {
        return values.get(Parameter.READY_TIMEOUT);
    }

    @Override
    public String getStable() {
        return values.get(Parameter.STABLE);
    }

    @Override
    public String getUnschedulableGrace() {
        return values.get(Parameter.UNSCHEDULABLE_GRACE);
    }

    @Override
    public String getVerify() {
        return values.get(Parameter.VERIFY);
    }

    @Override
    public String getSettle() {
        return values.get(Parameter.SETTLE);
    }

    @Override
    public String getDrain() {
        return values.get(Parameter.DRAIN);
    }

    @Override
    public String getRetire() {
        return values.get(Parameter.RETIRE);
    }

    @Override
    public String getHistory() {
        return values.get(Parameter.HISTORY);
    }

    @Override
    public boolean isKeepFailed() {
        return isOn(Parameter.KEEP_FAILED);
    }

    @Override
    public String getPreviewService() {
        return values.get(Parameter.PREVIEW_SERVICE);
    }

    @Override
    public boolean isAllowDarkTraffic() {
        return isOn(Parameter.ALLOW_DARK_TRAFFIC);
    }

    @Override
    public String getConcurrency() {
        return values.get(Parameter.CONCURRENCY);
    }
}
