package io.jenkins.plugins.bluegreen.jenkins.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Groovy that the documentation shows: an example's file, a block of a page, or a call in a sentence.
 *
 * @param name its file, and which of the file's blocks or sentences it is
 * @param text as it is written
 */
record Snippet(String name, String text) {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```groovy\\n(.*?)^ *```");
    private static final Pattern SENTENCE =
            Pattern.compile("(?<!`)`([^`\\n]*\\bblueGreen\\w+(?:\\([^)`]|\\s+\\w+:)[^`\\n]*)`");

    /** All that there are. */
    static List<Snippet> all() throws IOException {
        List<Snippet> all = new ArrayList<>();
        for (Path page : files(".md")) {
            all.addAll(of(name(page), Files.readString(page)));
        }
        for (Path example : files(".Jenkinsfile")) {
            all.add(new Snippet(name(example), Files.readString(example)));
        }
        return all;
    }

    /** Those of a page. */
    static List<Snippet> of(String page, String text) {
        List<Snippet> found = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            found.add(new Snippet(page + ", block " + (found.size() + 1), blocks.group(2)));
        }
        int sentences = 0;
        Matcher calls = SENTENCE.matcher(BLOCK.matcher(text).replaceAll(""));
        while (calls.find()) {
            found.add(new Snippet(page + ", sentence " + ++sentences, calls.group(1)));
        }
        return found;
    }

    private static List<Path> files(String end) throws IOException {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(end))
                    .sorted()
                    .toList();
        }
    }

    private static String name(Path file) {
        return ROOT.relativize(file).toString().replace('\\', '/');
    }

    /** Whether it is a whole Declarative Pipeline. */
    boolean declarative() {
        return Pattern.compile("(?m)^pipeline \\{").matcher(text).find();
    }

    @Override
    public String toString() {
        return name;
    }
}
