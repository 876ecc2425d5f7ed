package io.jenkins.plugins.bluegreen.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.bluegreen.cli.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Every command line that the documentation shows, in a block or in a sentence, is one that the command understands: it has
 * the options, and those that it needs are given. What is left out is shown as {@code …}.
 */
class CommandLinesTest {
    private static final Pattern COMMAND = Pattern.compile("(?:^|[(]|(?:&&|\\|) )(?:\\./)?bluegreen (\\S.*)");
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|[^\\s'\"]+");
    private static final Set<String> ENDS = Set.of("|", "||", "&&", "&", "#", ";", ">", "2>&1");
    private static final Set<String> OF_A_MANIFEST = Set.of("deploy", "prepare", "plan");
    private static final Set<String> OF_A_SERVICE =
            Set.of("deploy", "prepare", "plan", "promote", "discard", "rollback", "status", "observe");

    static List<Page> pages() {
        return Page.ofProduct();
    }

    private static List<List<String>> commands(Page page) {
        Stream<String> blocks = page.blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> Stream.of(
                        String.join("\n", block.lines()).replace("\\\n", " ").split("\n")));
        return Stream.concat(blocks, page.spans().stream())
                .map(COMMAND::matcher)
                .filter(Matcher::find)
                .map(found -> words(found.group(1)))
                .toList();
    }

    /** As a shell takes a line apart, up to what is no part of the command any more. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find() && !ENDS.contains(word.group()) && !word.group().equals(")")) {
            words.add(word.group().replaceAll("^['\"]|['\")]$", ""));
        }
        return words;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsCommandsThatAreUnderstood(Page page) {
        for (List<String> words : commands(page)) {
            List<String> given =
                    words.stream().filter(word -> !word.equals("…")).toList();
            assertThatCode(() -> Commands.fresh().parseArgs(given.toArray(String[]::new)))
                    .as("%s shows: bluegreen %s", page, String.join(" ", words))
                    .doesNotThrowAnyException();
            // Its name alone speaks of a command, and is no line to type.
            if (words.size() == given.size() && words.size() > 1) {
                needs(page, words, OF_A_SERVICE, "--service");
                needs(page, words, OF_A_MANIFEST, "-f");
            }
        }
    }

    private static void needs(Page page, List<String> words, Set<String> commands, String option) {
        if (commands.contains(words.get(0))) {
            assertThat(words)
                    .as("%s shows: bluegreen %s; what is left out is to be shown as …", page, String.join(" ", words))
                    .contains(option);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesFlagsThatThereAre(Page page) {
        Set<String> flags = Stream.concat(
                        Stream.of(Commands.fresh()), Commands.fresh().getSubcommands().values().stream())
                .map(CommandLine::getCommandSpec)
                .flatMap(spec -> spec.optionsMap().keySet().stream())
                .collect(Collectors.toSet());
        assertThat(page.spans().stream()
                        .filter(span -> span.startsWith("-"))
                        .flatMap(span -> words(span).stream())
                        .filter(word -> word.matches("--?[a-z][a-z-]*")))
                .as("%s", page)
                .allSatisfy(flag -> assertThat(flags).contains(flag));
    }

    @ParameterizedTest
    @MethodSource("readmes")
    void listsEveryCommand(Page readme) {
        List<String> first = readme.prose().stream()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Page.spans(line.substring(0, line.indexOf('|', 1))).stream())
                .toList();
        assertThat(first)
                .containsAll(Commands.fresh().getSubcommands().keySet().stream()
                        .filter(name -> !name.equals("generate-completion"))
                        .toList());
    }

    static List<Page> readmes() {
        return List.of(Page.of("README.md"), Page.of("README.zh-CN.md"));
    }
}
