package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Whoever does not answer holds nobody up. */
class EngineTest {
    private static final int HUNG = 40;

    private final Engine engine = new Engine();

    @Test
    void whoDoesNotAnswerIsNotWaitedFor() {
        CountDownLatch never = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> hung = new ArrayList<>();
        for (int i = 0; i < HUNG; i++) {
            hung.add(engine.ask(() -> never.await(1, TimeUnit.HOURS), Duration.ofMillis(100)));
        }

        CompletableFuture<String> another = engine.ask(() -> "answered", Duration.ofSeconds(30));

        assertThat(another.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo("answered");
        assertThat(hung)
                .allSatisfy(one -> assertThatThrownBy(() -> one.get(30, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(TimeoutException.class));
    }

    @Test
    void whatIsWrittenIsNotHeldUpByThem() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < HUNG; i++) {
            engine.ask(() -> never.await(1, TimeUnit.HOURS), Duration.ofHours(1));
        }
        CountDownLatch written = new CountDownLatch(1);

        engine.blocking().execute(written::countDown);

        assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        never.countDown();
    }
}
