package io.jenkins.plugins.bluegreen.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The documentation's snippets, by their language. */
final class Snippets {
    static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

    private Snippets() {}

    /** Every page that people read, in a fixed order. */
    static List<Path> pages() {
        try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"));
                Stream<Path> root = Files.list(PROJECT)) {
            return Stream.concat(root, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The snippets of a language in a page.
     *
     * @param page to read
     * @param language as it stands behind the fence
     */
    static List<List<String>> of(Path page, String language) {
        List<List<String>> found = new ArrayList<>();
        List<String> open = null;
        for (String line : lines(page)) {
            if (open == null && line.strip().equals("```" + language)) {
                open = new ArrayList<>();
            } else if (open != null && line.strip().equals("```")) {
                found.add(open);
                open = null;
            } else if (open != null) {
                open.add(line);
            }
        }
        return found;
    }
}
