package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final List<String> sent = new ArrayList<>();
    private final List<CompletableFuture<String>> answers = new ArrayList<>();

    /** Turns that have had their first answer. */
    private static Turns turns(int atOnce) {
        Turns turns = new Turns(atOnce);
        assertThat(turns.take(false, () -> CompletableFuture.completedFuture("hello")))
                .isCompleted();
        return turns;
    }

    private CompletableFuture<String> ask(Turns turns, String name, boolean first) {
        return turns.take(first, () -> {
            sent.add(name);
            CompletableFuture<String> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        });
    }

    @Test
    void sendsNoMoreThanMayBeUnderWay() {
        Turns turns = turns(2);
        ask(turns, "a", false);
        ask(turns, "b", false);
        CompletableFuture<String> third = ask(turns, "c", false);
        assertThat(sent).containsExactly("a", "b");

        answers.get(0).complete("done");

        assertThat(sent).containsExactly("a", "b", "c");
        answers.get(2).complete("well");
        assertThat(third).isCompletedWithValue("well");
    }

    @Test
    void sendsOneAloneUntilOneHasBeenAnswered() {
        Turns turns = new Turns(2);
        ask(turns, "a", false);
        ask(turns, "b", false);
        ask(turns, "c", false);
        ask(turns, "d", false);
        assertThat(sent).containsExactly("a");

        answers.get(0).completeExceptionally(new IllegalStateException("reset"));
        assertThat(sent).containsExactly("a", "b");
        answers.get(1).complete("done");

        assertThat(sent).containsExactly("a", "b", "c", "d");
    }

    @Test
    void whatIsUrgentGoesBeforeWhatWaitsAlready() {
        Turns turns = turns(1);
        ask(turns, "a", false);
        ask(turns, "b", false);
        ask(turns, "lease", true);

        answers.get(0).complete("done");

        assertThat(sent).containsExactly("a", "lease");
    }

    @Test
    void aRequestThatFailsMakesRoomForTheNext() {
        Turns turns = turns(1);
        CompletableFuture<String> failing = turns.take(false, () -> {
            throw new IllegalStateException("no such server");
        });
        assertThatThrownBy(failing::join).hasRootCauseMessage("no such server");

        ask(turns, "a", false);
        answers.get(0).completeExceptionally(new IllegalStateException("reset"));
        ask(turns, "b", false);

        assertThat(sent).containsExactly("a", "b");
    }

    @Test
    void answersThatComeAtOnceDoNotNest() {
        Turns turns = turns(1);
        CompletableFuture<String> holding = ask(turns, "a", false);
        List<CompletableFuture<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            int number = i;
            waiting.add(turns.take(false, () -> CompletableFuture.completedFuture(number)));
        }

        answers.get(0).complete("done");

        assertThat(holding).isCompleted();
        assertThat(waiting).allSatisfy(answer -> assertThat(answer).isCompleted());
    }

    @Test
    void mayBecomeMoreAndFewerWhileRequestsAreUnderWay() {
        Turns turns = turns(1);
        ask(turns, "a", false);
        ask(turns, "b", false);
        ask(turns, "c", false);

        turns.atOnce(3);
        assertThat(sent).containsExactly("a", "b", "c");
        turns.atOnce(1);
        ask(turns, "d", false);
        answers.get(0).complete("done");
        answers.get(1).complete("done");

        assertThat(sent).containsExactly("a", "b", "c");
        answers.get(2).complete("done");
        assertThat(sent).containsExactly("a", "b", "c", "d");
    }
}
