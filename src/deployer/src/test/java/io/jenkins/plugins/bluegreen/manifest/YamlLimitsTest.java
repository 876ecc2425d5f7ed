package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlLimitsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [1, 2\nhunter2: x",
                "a: b: hunter2",
                "\tkind: hunter2",
                "a: 'hunter2",
                "a: *hunter2",
                "hunter2: 1\nhunter2: 2",
                "%hunter2",
                "a: @hunter2",
                "? {hunter2: b}\n: c",
                "{<<: hunter2}",
                "a: .inf"
            })
    void refusesWhatIsNotPlainYamlWithoutQuotingIt(String text) {
        assertThat(Demo.problems(text))
                .singleElement()
                .asString()
                .matches("(?s).+, but .+\\. .+\\.")
                .doesNotContain("hunter2");
    }

    @Test
    void saysWhereItIsNotYaml() {
        assertThat(Demo.problems("kind: ReplicaSet\nmetadata: a: b"))
                .singleElement()
                .asString()
                .startsWith("The manifest must be YAML, but it is not at line 2, column 12")
                .endsWith(". Correct it there.");
    }

    @Test
    void refusesWhatIsLargerThanItMayBe() {
        String large = Demo.replicaSet() + "#" + "x".repeat(YamlDocuments.MAX_BYTES);
        String wide = Demo.replicaSet() + "#" + "é".repeat(YamlDocuments.MAX_BYTES / 2);
        String sentence = "The manifest may have up to 1 MiB, but it is larger. Leave only the workload in it.";

        assertThat(Demo.problems(large)).containsExactly(sentence);
        assertThat(Demo.problems(wide)).containsExactly(sentence);
        assertThat(Manifest.parse(Demo.replicaSet() + "#" + "x".repeat(YamlDocuments.MAX_BYTES - 1000)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: !!javax.script.ScriptEngineManager [x]",
                "!!map {a: b}",
                "a: !!str 5",
                "a: !local b",
                "a: ! b",
                "!!set {a, b}"
            })
    void refusesTags(String text) {
        assertThat(Demo.problems(text))
                .singleElement()
                .asString()
                .contains("must be plain YAML, but it has a tag (\"!\" or \"!!type\") at line 1, column ");
    }

    @Test
    void refusesAliasBombInNoTime() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 24; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
        }
        String wide = "a: &a [x]\nb: [" + "*a, ".repeat(60) + "]";

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(Demo.problems(bomb.toString()))
                    .containsExactly("A manifest may have up to 200000 values, but it has more, written out or by YAML"
                            + " aliases. Leave only the workload in it, and write the values out.");
            assertThat(Demo.problems(wide))
                    .containsExactly(
                            "A manifest may have 50 YAML aliases, but it has more, at line 2, column 205. Write"
                                    + " the values out.");
        });
    }

    @Test
    void readsNumberWithoutEndInNoTime() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThat(
                        Demo.problems(Demo.replicaSet("replicas: 3", "replicas: " + "9".repeat(1_000_000))))
                .containsExactly("The manifest's spec.replicas must be a whole number, but it is a string. Write a"
                        + " number, without quotes."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"&a [*a]", "&a {b: *a}", "a: &a\n  <<: *a\n", "&a {b: [{c: *a}]}"})
    void refusesRings(String ring) {
        assertThat(Demo.problems(ring)).singleElement().asString().contains("rite the values out");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void refusesWhatIsTooDeep(String opening) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThat(
                        Demo.problems(opening.repeat(100_000)))
                .singleElement()
                .asString()
                .startsWith("A manifest may have maps and lists 64 deep in each other, but it has more at line"));
    }

    @Test
    void refusesKeysThatAreTheSameAsTexts() {
        assertThat(Demo.problems("{1: a, '1': b}"))
                .containsExactly("A manifest's keys must differ, but two in one map are the same. Leave one of them.");
    }
}
