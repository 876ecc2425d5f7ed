package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.simulator.controllers.Controller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;

/**
 * Builds that are under way when a controller ends: one in each phase, for each durability, on its own cluster. What a
 * phase waits for is held back until the controller has ended, so that it ends in that phase however slow the machine is.
 */
final class Interrupted implements AutoCloseable {
    /** What a build is in the middle of. */
    enum Stop {
        /** The new release is being made, and dark. */
        WARM_UP("Waiting for"),
        /** The new release serves alone and is watched. */
        VERIFY("has the selector of its owner"),
        /** The new release serves alone, and the old one is left as it is for a time. */
        DRAIN("has the selector of its owner"),
        /** The Service is flipped to what was prepared before, and its slices have not followed. */
        PROMOTE("now selects"),
        /** The same on the way back. */
        ROLLBACK("now selects"),
        /** The same in one step. */
        FLIP("now selects");

        private final String reached;

        Stop(String reached) {
            this.reached = reached;
        }

        private boolean flips() {
            return this == FLIP || this == PROMOTE || this == ROLLBACK;
        }
    }

    /** One of them. */
    record Case(Stop stop, FlowDurabilityHint durability, Demo demo) {
        String name() {
            return stop + "-" + durability;
        }

        boolean durable() {
            return durability == FlowDurabilityHint.MAX_SURVIVABILITY;
        }

        String reached() {
            return stop.reached;
        }

        /** What is deployed before. */
        String first() {
            return demo.deploy("v1") + (stop == Stop.ROLLBACK ? demo.deploy("v2") : "");
        }

        String script() {
            return switch (stop) {
                case WARM_UP, FLIP -> demo.deploy("v2");
                case PROMOTE -> demo.prepare("v2") + "blueGreenPromote()";
                case ROLLBACK -> "blueGreenRollback %s, to: 'previous'".formatted(demo.where());
                case VERIFY -> demo.deploy("v2", ", verify: '60s'");
                case DRAIN -> demo.deploy("v2", ", retire: 'scale-down', drain: '60s'");
            };
        }

        /** Makes the phase last. */
        void hold() {
            if (stop == Stop.WARM_UP) {
                demo.cluster().nodes().pause();
            } else if (stop.flips()) {
                demo.cluster().controllers().pause(Controller.ENDPOINT_SLICE);
            }
        }

        void letGo() {
            demo.cluster().nodes().resume();
            demo.cluster().controllers().resume(Controller.ENDPOINT_SLICE);
        }

        /** It is in its phase now: right before the controller ends. */
        void inPhase() {
            String before = stop == Stop.ROLLBACK ? "demo-rs-v002" : "demo-rs-v001";
            boolean over = stop == Stop.VERIFY || stop == Stop.DRAIN;
            assertThat(demo.releases()).as(name()).containsExactly("demo-rs-v001", "demo-rs-v002");
            assertThat(demo.flipped()).as(name()).isEqualTo(stop.flips());
            assertThat(demo.serving()).as(name()).containsExactly(over ? "demo-rs-v002" : before);
            assertThat(demo.replicas("demo-rs-v001")).as(name()).isEqualTo(3);
        }

        /** Traffic is as its owner wrote it, for one release alone. */
        void oneServes() {
            assertThat(demo.flipped()).as(name()).isFalse();
            assertThat(demo.selector()).as(name()).isEqualTo(Map.of("createBy", "demo-service"));
            assertThat(demo.serving()).as(name()).hasSize(1);
        }

        /** It came to its end. */
        void done() {
            oneServes();
            assertThat(demo.serving())
                    .as(name())
                    .containsExactly(stop == Stop.ROLLBACK ? "demo-rs-v001" : "demo-rs-v002");
            assertThat(demo.releases()).as(name()).containsExactly("demo-rs-v001", "demo-rs-v002");
            assertThat(demo.replicas("demo-rs-v001")).as(name()).isEqualTo(stop == Stop.DRAIN ? 0 : 3);
        }
    }

    final List<Case> cases = new ArrayList<>();

    Interrupted() {
        for (Stop stop : Stop.values()) {
            add(stop, FlowDurabilityHint.MAX_SURVIVABILITY);
            if (stop != Stop.PROMOTE && stop != Stop.ROLLBACK) {
                add(stop, FlowDurabilityHint.PERFORMANCE_OPTIMIZED);
            }
        }
    }

    private void add(Stop stop, FlowDurabilityHint durability) {
        cases.add(new Case(stop, durability, Demo.start(Settings.fast())));
    }

    void hold() {
        cases.forEach(Case::hold);
    }

    void inPhase() {
        for (Case one : cases) {
            await(one.name()).atMost(Duration.ofSeconds(30)).untilAsserted(one::inPhase);
        }
        // All of them at once, not one after the other.
        cases.forEach(Case::inPhase);
    }

    void letGo() {
        cases.forEach(Case::letGo);
    }

    Case named(Stop stop, FlowDurabilityHint durability) {
        return cases.stream()
                .filter(one -> one.stop() == stop && one.durability() == durability)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        cases.forEach(one -> one.demo().close());
    }
}
