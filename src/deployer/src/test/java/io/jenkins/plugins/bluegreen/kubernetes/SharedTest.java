package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SharedTest {
    private final List<CompletableFuture<Boolean>> asked = new ArrayList<>();

    private CompletableFuture<Boolean> ask(Shared<String, Boolean> shared) {
        return shared.get("may I?", () -> {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        });
    }

    @Test
    void servesAllWhoAskWhileItIsAsked() {
        Shared<String, Boolean> shared = Shared.whileAsked();
        CompletableFuture<Boolean> one = ask(shared);
        CompletableFuture<Boolean> other = ask(shared);

        asked.get(0).complete(true);

        assertThat(asked).hasSize(1);
        assertThat(one).isCompletedWithValue(true);
        assertThat(other).isCompletedWithValue(true);
        ask(shared);
        assertThat(asked).hasSize(2);
    }

    @Test
    void keepsOnlyTheAnswersThatItIsTold() {
        Shared<String, Boolean> shared = Shared.keeping(granted -> granted, Duration.ofMinutes(1));
        ask(shared);
        asked.get(0).complete(false);
        ask(shared);
        asked.get(1).complete(true);

        assertThat(ask(shared)).isCompletedWithValue(true);
        assertThat(asked).hasSize(2);
    }

    @Test
    void doesNotKeepAnswersLongerThanTheirTime() {
        Shared<String, Boolean> shared = Shared.keeping(granted -> granted, Duration.ZERO);
        ask(shared);
        asked.get(0).complete(true);

        ask(shared);

        assertThat(asked).hasSize(2);
    }

    @Test
    void asksAnewAfterAFailure() {
        Shared<String, Boolean> shared = Shared.keeping(granted -> true, Duration.ofMinutes(1));
        CompletableFuture<Boolean> failed = ask(shared);
        asked.get(0).completeExceptionally(new IllegalStateException("reset"));

        ask(shared);

        assertThat(failed).isCompletedExceptionally();
        assertThat(asked).hasSize(2);
    }
}
