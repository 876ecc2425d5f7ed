package io.jenkins.plugins.bluegreen.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a cluster shows, no step is taken that breaks G1, G2 or G3. */
class DecisionPropertiesTest {
    private static final int SCENES = 500;

    /** Seeds; one of a failure can be given by the system property {@code properties.seed}. */
    static LongStream seeds() {
        Long one = Long.getLong("properties.seed");
        return one == null ? LongStream.range(0, 20) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void neverTakesAStepThatBreaksAPromise(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SCENES; i++) {
            Scene scene = Generated.scene(random);
            Next next;
            try {
                next = scene.next();
            } catch (RuntimeException e) {
                fail(
                        "Seed %d, scene %d: no decision for %s %s"
                                .formatted(seed, i, scene.request(), scene.observed()),
                        e);
                return;
            }
            List<String> broken = new Promises(scene, next).broken();
            assertThat(broken)
                    .as("Seed %d, scene %d: %s for %s %s", seed, i, next, scene.request(), scene.observed())
                    .isEmpty();
        }
    }

    /** A generator that never comes to a cutover would prove nothing. */
    @Test
    void meetsEveryKindOfStep() {
        Random random = new Random(0);
        boolean[] met = new boolean[6];
        for (int i = 0; i < 3 * SCENES; i++) {
            Next next = Generated.scene(random).next();
            if (next instanceof Next.Act act) {
                for (Action action : act.actions()) {
                    met[0] |= action instanceof Action.Select select && select.why() == Action.Step.FLIP;
                    met[1] |= action instanceof Action.Select select && select.why() == Action.Step.HAND_BACK;
                    met[2] |= action instanceof Action.Select select && select.why() == Action.Step.RESTORE;
                    met[3] |= action instanceof Action.Relabel;
                    met[4] |= action instanceof Action.Delete;
                    met[5] |= action instanceof Action.RelabelPods;
                }
            }
        }
        assertThat(met).doesNotContain(false);
    }
}
