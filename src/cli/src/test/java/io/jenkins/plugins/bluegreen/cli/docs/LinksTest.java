package io.jenkins.plugins.bluegreen.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a page leads to or names is there. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]*)(?:#([^)]*))?\\)");

    /** Files of the repository that are named in a sentence or a command; what a build makes is none of them. */
    private static final Pattern FILE = Pattern.compile(
            "(?<![\\w./-])(?:\\./)?((?:src|docs|\\.ci|\\.github)/[\\w./-]*\\w|bluegreen(?= |$)|Jenkinsfile|pom\\.xml|renovate\\.json)(?![\\w…*])");

    private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(?:Test|IT|Contract)");

    static List<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadsNowhereButToWhatIsThere(Page page) {
        for (String line : page.prose()) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                Path target = link.group(1).isEmpty()
                        ? page.path()
                        : page.path().resolveSibling(link.group(1)).normalize();
                assertThat(target).as("%s links to %s", page, link.group()).exists();
                if (link.group(2) != null) {
                    assertThat(new Page(target).anchors())
                            .as("%s links to %s", page, link.group())
                            .contains(link.group(2));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesFilesThatAreThere(Page page) {
        Stream<String> blocks = page.blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.lines().stream());
        Stream.concat(page.spans().stream(), blocks)
                .flatMap(text -> FILE.matcher(text).results().map(found -> found.group(1)))
                .filter(file -> !file.contains("/target"))
                .forEach(file -> assertThat(Page.PROJECT.resolve(file))
                        .as("%s names %s", page, file)
                        .exists());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesTestsThatAreThere(Page page) throws IOException {
        Set<String> there;
        try (Stream<Path> files = Files.walk(Page.PROJECT.resolve("src"))) {
            there = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
        assertThat(page.spans().stream().filter(span -> TEST.matcher(span).matches()))
                .as("%s", page)
                .allSatisfy(test -> assertThat(there).contains(test));
    }
}
