package io.jenkins.plugins.bluegreen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.cli.options.Given;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Flags and help are those of the one vocabulary. */
class FlagsTest {
    private static final Map<String, CommandLine> COMMANDS = Main.commandLine(
                    Terminal.plain(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())))
            .getSubcommands();

    /** Of the command line alone: how the cluster is reached, and what is told. */
    private static final TreeSet<String> OURS = new TreeSet<>(java.util.List.of(
            "--kubeconfig",
            "--context",
            "--output",
            "--quiet",
            "--verbose",
            "--help",
            "--watch",
            "--candidate",
            "--floor",
            "--overlap",
            "--for",
            "--write",
            "--port",
            "--fast",
            "--replicas",
            "--warmup"));

    @ParameterizedTest
    @EnumSource(Parameter.class)
    void everyParameterIsAFlagWithItsDefaultAndItsMeaning(Parameter parameter) {
        if (parameter == Parameter.MANIFEST_TEXT) {
            return;
        }
        OptionSpec option = COMMANDS.values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .filter(each -> each.longestName().equals(parameter.flag()))
                .filter(each -> each.description()[0].equals(Given.description(parameter)))
                .findFirst()
                .orElseThrow();
        assertThat(option.description()[0].toLowerCase(java.util.Locale.ROOT))
                .contains(parameter.meaning().split(":")[0].toLowerCase(java.util.Locale.ROOT));
        if (!parameter.defaultText().isEmpty() && !Given.isSwitch(parameter)) {
            assertThat(option.description()[0]).endsWith("(" + parameter.defaultText() + ").");
        }
    }

    @Test
    void noFlagIsUnknownToTheVocabulary() {
        TreeSet<String> flags = COMMANDS.values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .map(OptionSpec::longestName)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Parameter parameter : Parameter.values()) {
            flags.remove(parameter.flag());
        }
        assertThat(OURS).containsAll(flags);
    }

    static Set<String> commands() {
        return COMMANDS.keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHelpsWithAnExample(String name) {
        assertThat(help(name)).contains("--help").containsPattern("Examples?:\\R.*bluegreen " + name);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsIntoEightyColumnsAndExamplesAreNotBroken(String name) {
        assertThat(help(name).lines()).allMatch(line -> line.length() <= 80);
        assertThat(help(name).lines())
                .contains(COMMANDS.get(name).getCommandSpec().usageMessage().footer());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpListsEachOptionOnce(String name) {
        COMMANDS.get(name).getCommandSpec().options().forEach(option -> assertThat(
                        help(name).lines())
                .filteredOn(line -> line.matches(" {2}(-.,|   ) " + option.longestName() + "(=.*|  .*)?"))
                .as(option.longestName())
                .hasSize(1));
    }

    @Test
    void helpIsInGroups() {
        assertThat(help("deploy").lines().filter(line -> line.matches("[A-Z].*:")))
                .containsExactly(
                        "What is deployed:",
                        "The Service, and its releases:",
                        "Before the cutover:",
                        "The cutover, and what comes after it:",
                        "The cluster:",
                        "Output:",
                        "Examples:");
        assertThat(help("observe")).containsPattern("\\ROptions:\\R +--candidate=RELEASE ");
        assertThat(help("cluster")).contains("  -h, --help ").doesNotContain("Output:");
    }

    private static String help(String name) {
        return COMMANDS.get(name).getUsageMessage(CommandLine.Help.Ansi.OFF);
    }
}
