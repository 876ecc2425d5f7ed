package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A run that waits is quiet, and quick when something happens. */
abstract class PaceContract extends ClusterTest {
    private static final Duration QUIET = Duration.ofSeconds(6);
    private static final int MOST_A_SECOND = 2;
    private static final long QUICK_MILLIS = 250;
    /** A busy machine may delay one reaction; not each of these. */
    private static final int TRIES = 4;

    @Test
    void asksForLittleWhileNothingChanges() {
        serveV1(Mode.LABEL);
        Run run = world.begin(RequestBuilder.label("never-ready"));
        await().atMost(PATIENCE)
                .until(() -> world.look().pods().stream()
                                .filter(pod -> pod.getMetadata().getName().startsWith("demo-rs-v002")
                                        && "Running".equals(pod.getStatus().getPhase()))
                                .count()
                        == 3);
        world.faults().forget();
        long begun = System.nanoTime();

        await().pollDelay(QUIET).atMost(PATIENCE).until(() -> true);

        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(world.faults().calls()).hasSizeLessThanOrEqualTo((int) Math.ceil(MOST_A_SECOND * seconds));
        run.cancel("seen enough");
        world.await(run);
    }

    @Test
    void reactsAtOnceWhenTheLastPodIsAvailable() {
        serveV1(Mode.LABEL);
        long quickest = Long.MAX_VALUE;
        for (int nth = 2; nth < 2 + TRIES && quickest > QUICK_MILLIS; nth++) {
            quickest = Math.min(quickest, reactionMillis(nth));
        }

        assertThat(quickest).isBetween(0L, QUICK_MILLIS);
    }

    /** From a watch of the test's own that sees all of it available, to the flip. */
    private long reactionMillis(int nth) {
        AtomicLong available = new AtomicLong();
        world.faults().forget();
        try (Watch watch = world.client()
                .apps()
                .replicaSets()
                .inNamespace(world.namespace())
                .withName(release(Mode.LABEL, nth))
                .watch(new Availability(available))) {
            assertThat(watch).isNotNull();
            world.run(RequestBuilder.label("v" + nth).warmup(Duration.ofMillis(500), Duration.ofMillis(1500)));
            await().atMost(PATIENCE).until(() -> available.get() != 0);
        }
        long flipped = world.faults().calls().stream()
                .filter(call -> call.method().equals("PATCH") && call.path().endsWith("/services/demo-service"))
                .mapToLong(Call::atNanos)
                .findFirst()
                .orElseThrow();
        return Math.max(0, (flipped - available.get()) / 1_000_000);
    }

    private record Availability(AtomicLong atNanos) implements Watcher<ReplicaSet> {
        @Override
        public void eventReceived(Action action, ReplicaSet set) {
            Integer available = set.getStatus() == null ? null : set.getStatus().getAvailableReplicas();
            if (available != null && available.equals(set.getSpec().getReplicas())) {
                atNanos.compareAndSet(0, System.nanoTime());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            // The test ends it.
        }
    }
}
