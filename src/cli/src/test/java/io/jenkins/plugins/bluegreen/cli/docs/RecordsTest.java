package io.jenkins.plugins.bluegreen.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.Keys;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for operators names every key that is written to the cluster. */
class RecordsTest {
    private static List<String> keys() {
        return Stream.of(Keys.class.getFields())
                .map(RecordsTest::value)
                .filter(value -> value.startsWith(Keys.PREFIX) && !value.equals(Keys.PREFIX))
                .map(value -> value.substring(Keys.PREFIX.length()))
                .toList();
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void namesEveryKey() {
        Set<String> named = Page.of("docs/operations.md").table("## What is written to the cluster").stream()
                .flatMap(row -> Page.spans(row.get(1)).stream())
                .collect(Collectors.toSet());

        assertThat(keys()).hasSizeGreaterThan(10);
        assertThat(named).containsAll(keys());
    }
}
