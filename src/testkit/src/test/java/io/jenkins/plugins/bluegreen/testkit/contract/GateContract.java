package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must pass between "candidate available" and the cutover; and runs that somebody ends. */
abstract class GateContract extends ClusterTest {
    private static final Outcome.Failed.State UNTOUCHED = Outcome.Failed.State.UNTOUCHED;

    @ParameterizedTest
    @EnumSource(Mode.class)
    void asksWhileTheCandidateIsDarkAndNoLeaseIsHeld(Mode mode) {
        serveV1(mode);
        AtomicReference<Map<String, Integer>> serving = new AtomicReference<>();
        AtomicReference<Map<String, String>> held = new AtomicReference<>();

        var ending = world.run(RequestBuilder.deploy(mode, "v2").gated(), candidate -> {
            assertThat(candidate.name()).isEqualTo(release(mode, 2));
            return CompletableFuture.supplyAsync(() -> {
                serving.set(world.look().serving(World.SERVICE));
                held.set(world.look().held());
                return Optional.empty();
            });
        });

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted(release(mode, 2)));
        assertThat(serving.get()).isEqualTo(Map.of(release(mode, 1), 3));
        assertThat(held.get()).isEmpty();
        assertMoved(ending, release(mode, 2), 3, CutoverChoice.ATOMIC);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void deletesTheCandidateWhenTheGateSaysNo(Mode mode) {
        serveV1(mode);

        var ending = world.run(
                RequestBuilder.deploy(mode, "v2").gated(),
                candidate -> CompletableFuture.completedFuture(Optional.of("smoke test failed")));

        assertThat(ending.outcome()).isEqualTo(new Outcome.Failed("smoke test failed", UNTOUCHED, List.of()));
        assertThat(world.look().releases()).containsExactly(release(mode, 1));
        assertUntouched(release(mode, 1), 3);
    }

    @Test
    void treatsAGateThatCannotBeAskedAsANo() {
        serveV1(Mode.LABEL);

        var ending = world.run(
                RequestBuilder.label("v2").gated(),
                candidate -> CompletableFuture.failedFuture(new IllegalStateException("no such program")));

        assertThat(ending.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                .contains("no such program"));
        assertThat(world.look().releases()).containsExactly("demo-rs-v001");
        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void refusesWhenANewerReleaseHasBecomeActiveWhileAPersonThought() {
        serveV1(Mode.LABEL);
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        CompletableFuture<Void> asked = new CompletableFuture<>();
        var slow = world.begin(RequestBuilder.label("v2").gated().build(world.namespace()), candidate -> {
            asked.complete(null);
            return answer;
        });
        asked.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();
        assertThat(world.outcome(RequestBuilder.label("v3")))
                .as("%s", world.story())
                .isEqualTo(new Outcome.Promoted("demo-rs-v003"));

        answer.complete(Optional.empty());

        assertThat(world.await(slow).outcome())
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.reason())
                        .contains("the newer release demo-rs-v003 has become active"));
        assertThat(world.service().violations("demo-rs-v003", 3)).isEmpty();
        assertClean("demo-rs-v003", 3);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void deletesTheCandidateWhenTheRunIsEndedDuringTheWarmUp(Mode mode) {
        serveV1(mode);

        var run = world.begin(RequestBuilder.deploy(mode, "never-ready"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.look().releases()).hasSize(2));
        run.cancel("somebody pressed Ctrl-C");

        assertThat(world.await(run).outcome())
                .isEqualTo(new Outcome.Failed("somebody pressed Ctrl-C", UNTOUCHED, List.of()));
        assertThat(world.look().releases()).containsExactly(release(mode, 1));
        assertUntouched(release(mode, 1), 3);
    }

    @Test
    void staysAvailableForTheStableTimeBeforeItGetsTraffic() {
        serveV1(Mode.LABEL);
        long begun = System.nanoTime();

        var ending = world.run(RequestBuilder.label("v2").options(options -> options.stable(Duration.ofSeconds(2))));

        assertThat(ending.outcome()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(2));
        assertMoved(ending, "demo-rs-v002", 3, CutoverChoice.ATOMIC);
    }
}
