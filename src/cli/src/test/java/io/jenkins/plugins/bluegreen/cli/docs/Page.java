package io.jenkins.plugins.bluegreen.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path where it is
 */
record Page(Path path) {
    static final Path PROJECT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Pattern SPAN = Pattern.compile("(?<!`)`([^`]+)`(?!`)");
    private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");
    private static final Pattern NO_PART_OF_AN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

    /**
     * A fenced block.
     *
     * @param language as it stands behind the fence; empty for what a command prints
     * @param lines between the fences
     */
    record Block(String language, List<String> lines) {}

    /** Every page that people read, in a fixed order. */
    static List<Page> all() {
        try (Stream<Path> root = Files.list(PROJECT);
                Stream<Path> docs = Files.list(PROJECT.resolve("docs"));
                Stream<Path> modules = Files.list(PROJECT.resolve("src"))) {
            return Stream.of(root, docs, modules.map(module -> module.resolve("README.md")))
                    .flatMap(paths -> paths)
                    .filter(path -> path.toString().endsWith(".md") && Files.exists(path))
                    .sorted()
                    .map(Page::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the product, without those of its tests. */
    static List<Page> ofProduct() {
        return all().stream()
                .filter(page -> !page.path().startsWith(PROJECT.resolve("src")))
                .toList();
    }

    /** One of them, by its path in the project. */
    static Page of(String path) {
        return new Page(PROJECT.resolve(path));
    }

    List<String> lines() {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its fenced blocks. */
    List<Block> blocks() {
        List<Block> found = new ArrayList<>();
        Block open = null;
        for (String line : lines()) {
            boolean fence = line.strip().startsWith("```");
            if (open == null && fence) {
                open = new Block(line.strip().substring(3), new ArrayList<>());
            } else if (fence) {
                found.add(open);
                open = null;
            } else if (open != null) {
                open.lines().add(line);
            }
        }
        return found;
    }

    /** Its lines outside of fenced blocks. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines()) {
            boolean fence = line.strip().startsWith("```");
            fenced ^= fence;
            if (!fenced && !fence) {
                prose.add(line);
            }
        }
        return prose;
    }

    /** What stands in backticks in its prose. */
    List<String> spans() {
        return prose().stream().flatMap(line -> spans(line).stream()).toList();
    }

    /** What stands in backticks in a line. */
    static List<String> spans(String line) {
        return SPAN.matcher(line).results().map(found -> found.group(1)).toList();
    }

    /** The rows of the first table below a heading, heads and rule left out: their cells, stripped. */
    List<List<String>> table(String heading) {
        return prose().stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> Stream.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                        .map(String::strip)
                        .toList())
                .filter(cells -> !cells.stream().allMatch(cell -> cell.matches(":?-+:?")))
                .toList();
    }

    /** The anchors of its headings, as GitHub makes them. */
    Set<String> anchors() {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose()) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String anchor = NO_PART_OF_AN_ANCHOR
                        .matcher(heading.group(1).strip().toLowerCase(Locale.ROOT))
                        .replaceAll("")
                        .replace(' ', '-');
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    @Override
    public String toString() {
        return PROJECT.relativize(path).toString();
    }
}
