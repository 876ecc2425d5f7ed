package io.jenkins.plugins.bluegreen.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.cli.Commands;
import io.jenkins.plugins.bluegreen.settings.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The reference says of each command, step and build step exactly which parameters it takes. */
class ScopeTest {
    private static final String PLUGIN = "src/plugin/src/main/java/io/jenkins/plugins/bluegreen/jenkins/";
    private static final Page REFERENCE = Page.of("docs/reference.md");
    private static final Set<String> CLUSTER =
            Set.of("cluster", "credentialsId", "serverUrl", "caCertificate", "skipTlsVerify");
    private static final Pattern SETTER = Pattern.compile("@DataBoundSetter\\s+public void set(\\w)(\\w+)\\(");
    private static final Pattern PARENT = Pattern.compile("class \\w+ extends (\\w+)");

    /** What a column of a table marks: the names in the first cell of each row that has a mark there. */
    private static Set<String> marked(String heading, String column) {
        List<List<String>> rows = REFERENCE.table(heading);
        int at = rows.get(0).indexOf(column);
        assertThat(at).as("the column %s below %s", column, heading).isPositive();
        return rows.stream()
                .skip(1)
                .filter(row -> row.get(at).startsWith("●"))
                .flatMap(row -> Page.spans(row.get(0)).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy", "plan", "prepare", "promote", "discard", "rollback", "status", "observe"})
    void saysWhatACommandTakes(String name) {
        CommandLine command = Commands.fresh().getSubcommands().get(name);
        Set<String> flags = command.getCommandSpec().optionsMap().keySet();

        assertThat(marked("### On the command line", "`" + name + "`"))
                .isEqualTo(Arrays.stream(Parameter.values())
                        .map(Parameter::flag)
                        .filter(flags::contains)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deploy", "Prepare", "Promote", "Discard", "Rollback", "Status"})
    void saysWhatAStepTakes(String name) throws IOException {
        assertThat(marked("### In Jenkins", "`blueGreen" + name + "`")).isEqualTo(settings("steps/" + name + "Step"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deploy", "Rollback"})
    void saysWhatABuildStepTakes(String name) throws IOException {
        String column = "*" + (name.equals("Deploy") ? "deploy to Kubernetes" : "roll back") + "*";
        assertThat(marked("### In Jenkins", column)).isEqualTo(settings("freestyle/" + name + "Builder"));
    }

    /** The setters of a class of the plugin and of those that it extends, without where the cluster is: all take that. */
    private static Set<String> settings(String name) throws IOException {
        Set<String> settings = new TreeSet<>();
        Path file = Page.PROJECT.resolve(PLUGIN + name + ".java");
        while (Files.exists(file)) {
            String source = Files.readString(file);
            Matcher setter = SETTER.matcher(source);
            while (setter.find()) {
                settings.add(setter.group(1).toLowerCase(Locale.ROOT) + setter.group(2));
            }
            Matcher parent = PARENT.matcher(source);
            assertThat(parent.find()).as(file.toString()).isTrue();
            file = file.resolveSibling(parent.group(1) + ".java");
        }
        assertThat(settings).containsAll(CLUSTER);
        settings.removeAll(CLUSTER);
        return settings;
    }

    @Test
    void readmeShowsParametersAsTheReferenceHasThem() {
        List<String> reference = REFERENCE.prose();
        List<String> everyday = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            String row = reference.stream()
                    .filter(line -> line.startsWith("| `" + parameter.key() + "` |"))
                    .findFirst()
                    .orElseThrow();
            Page.of("README.md").prose().stream().filter(row::equals).forEach(everyday::add);
        }
        assertThat(everyday).hasSizeBetween(6, 14);
        assertThat(Page.of("README.md").table("### The everyday parameters").stream()
                        .skip(1)
                        .map(row -> "| " + String.join(" | ", row) + " |")
                        .map(row -> row.replace("|  |", "| |")))
                .containsExactlyElementsOf(everyday);
    }

    @Test
    void knowsEveryBuildStepAndStep() throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.list(Page.PROJECT.resolve(PLUGIN + "steps")),
                Files.list(Page.PROJECT.resolve(PLUGIN + "freestyle")))) {
            long constructible = files.filter(file -> {
                        try {
                            return Files.readString(file).contains("    @DataBoundConstructor");
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .count();
            assertThat(REFERENCE.table("### In Jenkins").get(0)).hasSize((int) constructible + 1);
        }
    }
}
