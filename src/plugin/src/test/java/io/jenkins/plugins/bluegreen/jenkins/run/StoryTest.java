package io.jenkins.plugins.bluegreen.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is told goes to a log that may be slow. */
class StoryTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Queue<Runnable> printing = new ArrayDeque<>();
    private final Story story = new Story(new PrintStream(log, true, StandardCharsets.UTF_8), printing::add);

    @Test
    void nobodyWhoTellsOrAsksWaitsForTheLog() {
        story.tell("one");
        story.tell("two");
        story.tell("two");

        assertThat(story.last()).isEqualTo("two");
        assertThat(story.lines()).containsExactly("one", "two");
        assertThat(log.size()).isZero();
        assertThat(story.printed().toCompletableFuture()).isNotDone();

        while (!printing.isEmpty()) {
            printing.remove().run();
        }

        assertThat(log.toString(StandardCharsets.UTF_8).lines()).containsExactly("one", "two");
        assertThat(story.printed().toCompletableFuture()).isDone();
    }

    @Test
    void whatIsSecretIsInNeither() {
        story.masked(sentence -> sentence.replace("token", "****"));

        story.tell("a token");
        printing.remove().run();

        assertThat(story.last()).isEqualTo("a ****");
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain("token");
    }
}
