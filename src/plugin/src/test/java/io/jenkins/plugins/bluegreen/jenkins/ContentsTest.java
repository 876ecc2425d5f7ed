package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What people install holds the plugin alone: the demonstration and the tests' sources are no part of it. Which libraries
 * it holds the build checks itself.
 */
class ContentsTest {
    /** What is packed, as long as there is no folder of files for the web beside it. */
    private static final Path CLASSES = Path.of("target", "classes");

    private static List<String> packed() throws IOException {
        try (Stream<Path> all = Files.walk(CLASSES)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> CLASSES.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }

    @Test
    void holdsNothingButThePlugin() throws IOException {
        assertThat(Path.of("src", "main", "webapp")).doesNotExist();
        assertThat(packed())
                .contains("index.jelly")
                .allMatch(name -> name.equals("index.jelly")
                        || name.startsWith("io/jenkins/plugins/bluegreen/jenkins/")
                        || name.startsWith("lib/bluegreen/")
                        || name.startsWith("META-INF/"))
                .noneMatch(name -> name.contains("demo") || name.endsWith(".groovy") || name.endsWith(".yaml"));
    }
}
