package io.jenkins.plugins.bluegreen.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private final Problem first = new Problem("version v2 was given", "every image has a tag", "leave the tag away");
    private final Problem second = new Problem("a name was asked for", "there is none", "write one");

    @Test
    void readsAsASentence() {
        assertThat(first.sentence()).isEqualTo("Version v2 was given, but every image has a tag. Leave the tag away.");
        assertThat(first)
                .isEqualTo(new Problem(first.asked(), first.found(), first.todo()))
                .isNotEqualTo(second);
    }

    @Test
    void exceptionTellsAllOfThem() {
        InvalidInputException exception = new InvalidInputException(List.of(first, second));

        assertThat(exception.problems()).containsExactly(first, second);
        assertThat(exception).hasMessage(first.sentence() + "\n" + second.sentence());
        assertThatThrownBy(() -> new InvalidInputException(List.of()))
                .isNotInstanceOf(InvalidInputException.class)
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void exceptionCanBeKeptByABuild() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new InvalidInputException(List.of(first)));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(((InvalidInputException) in.readObject()).problems()).containsExactly(first);
        }
    }
}
