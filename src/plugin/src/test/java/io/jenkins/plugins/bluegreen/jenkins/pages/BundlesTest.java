package io.jenkins.plugins.bluegreen.jenkins.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a user sees is there in English and in Simplified Chinese. */
class BundlesTest {
    private static final Path RESOURCES = Path.of("src", "main", "resources");
    private static final String CHINESE = "_zh_CN.properties";
    private static final Pattern KEY = Pattern.compile("\\$\\{%([^}(]+)");

    static List<Path> english() throws IOException {
        return files(".properties").stream()
                .filter(file -> !file.toString().endsWith(CHINESE))
                .toList();
    }

    static List<Path> views() throws IOException {
        return files(".jelly");
    }

    private static List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.walk(RESOURCES)) {
            return all.filter(file -> file.toString().endsWith(end)).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("english")
    void hasTheSameKeysAndArgumentsInChinese(Path english) throws IOException {
        Properties one = read(english);
        Properties other = read(Path.of(english.toString().replace(".properties", CHINESE)));

        assertThat(other.stringPropertyNames()).isEqualTo(one.stringPropertyNames());
        one.stringPropertyNames()
                .forEach(key -> assertThat(arguments(other.getProperty(key)))
                        .as(key)
                        .isEqualTo(arguments(one.getProperty(key))));
    }

    @ParameterizedTest
    @MethodSource("views")
    void everyTextOfAViewIsInItsBundle(Path view) throws IOException {
        Set<String> used = new TreeSet<>();
        Matcher matcher = KEY.matcher(Files.readString(view));
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        Path bundle = Path.of(view.toString().replace(".jelly", ".properties"));

        assertThat(used.isEmpty() ? used : read(bundle).stringPropertyNames()).containsAll(used);
    }

    private static Set<String> arguments(String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{\\d+}").matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return properties;
    }
}
