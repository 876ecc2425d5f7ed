package io.jenkins.plugins.bluegreen.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The messages that the page of troubles quotes are messages of the product. */
class MessagesTest {
    /** Where one literal of Java ends and the next begins, and what is filled in. */
    private static final Pattern SEAM = Pattern.compile("\"\\s*\\+\\s*\"");

    private static final String PRODUCT = Stream.of("deployer", "cli", "plugin")
            .map(module -> Page.PROJECT.resolve("src/" + module + "/src/main"))
            .map(MessagesTest::texts)
            .collect(Collectors.joining("\n"));

    private static String texts(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder texts = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java")) {
                    texts.append(SEAM.matcher(Files.readString(file)).replaceAll(""));
                } else if (name.endsWith(".properties") && !name.contains("_zh_CN")) {
                    texts.append(Files.readString(file).replace("''", "'"));
                }
            }
            return texts.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> messages() {
        return Page.of("docs/troubleshooting.md").prose().stream()
                .filter(line -> line.startsWith("| `"))
                .flatMap(line -> Page.spans(line.substring(0, line.indexOf('|', 1))).stream());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void quotesWhatTheProductSays(String message) {
        List<String> fragments = Stream.of(message.split("…"))
                .map(fragment -> fragment.replaceAll("^\\W+|[^\\w']+$", ""))
                .filter(fragment -> !fragment.isBlank())
                .toList();

        assertThat(fragments).anyMatch(fragment -> fragment.length() > 10);
        assertThat(fragments.stream().filter(fragment -> !said(fragment))).isEmpty();
    }

    /** In so many words, or with a last one that is filled in and is the product's too. */
    private static boolean said(String fragment) {
        int last = fragment.lastIndexOf(' ');
        return PRODUCT.contains(fragment)
                || last > 0
                        && PRODUCT.contains(fragment.substring(0, last) + " %")
                        && PRODUCT.contains(fragment.substring(last + 1));
    }
}
