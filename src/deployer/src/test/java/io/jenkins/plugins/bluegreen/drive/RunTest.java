package io.jenkins.plugins.bluegreen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Facts;
import io.jenkins.plugins.bluegreen.decide.Findings;
import io.jenkins.plugins.bluegreen.decide.Next;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Step;
import io.jenkins.plugins.bluegreen.decide.Wait;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final int MANY = 100;

    private final ManualScheduler time = new ManualScheduler();
    private final Changing cluster = new Changing();
    private final List<String> order = new ArrayList<>();
    private boolean acts;
    private int decisions;
    private Runnable meanwhile = () -> {};
    private int changes = Integer.MAX_VALUE;

    /** One that shows nothing, and says that something has changed when a test does. */
    private final class Changing extends LeaseStore {
        private Runnable now;
        private Runnable soon;
        private int looks;

        @Override
        public CompletionStage<Void> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> refresh(List<String> services) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public View view(Interest interest) {
            looks++;
            return new View(Map.of(), List.of(), List.of());
        }

        @Override
        public Runnable onChange(Interest interest, Runnable listener, Runnable later) {
            now = listener;
            soon = later;
            return () -> {};
        }

        @Override
        public CompletionStage<Findings> examine(Request request, Action.Examine question) {
            order.add("begun");
            return new CompletableFuture<>();
        }
    }

    private static Facts warned(Facts facts) {
        return new Facts(
                facts.startedAt(),
                facts.findings(),
                facts.gate(),
                facts.cancelled(),
                facts.setback(),
                facts.target(),
                facts.replaces(),
                facts.since(),
                facts.listed(),
                facts.disturbances(),
                facts.promotedAt(),
                facts.repaired(),
                facts.diagnosis(),
                facts.broken(),
                List.of("a warning"));
    }

    @BeforeEach
    void start() {
        Decider decider = (asked, observed, at) -> {
            decisions++;
            Runnable once = meanwhile;
            meanwhile = () -> {};
            once.run();
            if (acts) {
                return new Step(new Next.Act(List.of(new Action.Examine(Optional.empty()))), warned(observed.facts()));
            }
            return new Step(
                    new Next.Await(Wait.AVAILABLE, at.plus(Duration.ofHours(1)), "", changes), observed.facts());
        };
        new Run(
                        LeaseStore.asked("run-1"),
                        cluster,
                        candidate -> CompletableFuture.completedFuture(Optional.empty()),
                        event -> {
                            if (event instanceof RunEvent.Warned) {
                                order.add("told");
                            }
                        },
                        time,
                        Clock.systemUTC(),
                        new Seams(decider, time::nanos))
                .start();
        decisions = 0;
    }

    @Test
    void decidesAtOnceAfterAChange() {
        cluster.now.run();

        assertThat(decisions).isEqualTo(1);
    }

    @Test
    void looksAtChangesThatCanWaitTogetherAndSoon() {
        for (int i = 0; i < MANY; i++) {
            cluster.soon.run();
        }
        assertThat(decisions).isZero();

        time.pass(1);
        assertThat(decisions).isEqualTo(1);

        cluster.soon.run();
        time.pass(1);
        assertThat(decisions).isEqualTo(2);
    }

    @Test
    void looksAtOnceWhenSoManyHaveComeThatItCanBeOver() {
        changes = 2;
        cluster.now.run();
        cluster.soon.run();
        assertThat(decisions).isEqualTo(1);
        cluster.soon.run();
        assertThat(decisions).isEqualTo(2);

        changes = 1;
        cluster.now.run();
        cluster.soon.run();
        cluster.soon.run();
        assertThat(decisions).isEqualTo(5);
    }

    @Test
    void countsWhatComesWhileItDecides() {
        changes = 1;
        meanwhile = cluster.soon;
        cluster.now.run();

        assertThat(decisions).isEqualTo(2);
    }

    @Test
    void looksTogetherAtWhatComesWhileItActs() {
        changes = 1;
        cluster.now.run();
        acts = true;
        cluster.now.run();
        int before = cluster.looks;

        cluster.soon.run();
        cluster.soon.run();
        assertThat(cluster.looks).isEqualTo(before);

        time.pass(1);
        assertThat(cluster.looks).isEqualTo(before + 1);
    }

    @Test
    void beginsWithWhatIsToBeDoneBeforeItTellsAnything() {
        acts = true;
        cluster.now.run();

        assertThat(order).containsExactly("begun", "told");
    }

    @Test
    void doesNotLetWhatCanWaitHoldUpTheRest() {
        cluster.soon.run();
        cluster.now.run();

        assertThat(decisions).isEqualTo(1);
    }
}
