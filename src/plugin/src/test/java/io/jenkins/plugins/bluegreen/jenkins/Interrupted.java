package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.simulator.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;

/** Deployments that are under way when a controller ends: one in each phase, for each durability, on its own cluster. */
final class Interrupted implements AutoCloseable {
    /** One of them. */
    record Case(String name, FlowDurabilityHint durability, Demo demo, String first, String script, String reached) {
        boolean durable() {
            return durability == FlowDurabilityHint.MAX_SURVIVABILITY;
        }

        /** Traffic is as its owner wrote it, for one release alone. */
        void oneServes() {
            assertThat(demo.selector()).as(name).isEqualTo(Map.of("createBy", "demo-service"));
            assertThat(demo.serving()).as(name).hasSize(1);
        }

        void secondServes() {
            oneServes();
            assertThat(demo.serving()).as(name).containsExactly("demo-rs-v002");
            assertThat(demo.releases()).as(name).containsExactly("demo-rs-v001", "demo-rs-v002");
        }
    }

    final List<Case> cases = new ArrayList<>();

    Interrupted() {
        for (FlowDurabilityHint durability :
                List.of(FlowDurabilityHint.MAX_SURVIVABILITY, FlowDurabilityHint.PERFORMANCE_OPTIMIZED)) {
            add("warm-up", durability, Settings.fast().withWarmup(seconds(6), seconds(6)), "", "Waiting for");
            add("flip", durability, Phase.slowSlices(), "", "now selects");
            add("verify", durability, Settings.fast(), ", verify: '25s'", "has the selector of its owner");
            add(
                    "drain",
                    durability,
                    Settings.fast(),
                    ", retire: 'scale-down', drain: '25s'",
                    "has the selector of its owner");
        }
    }

    private static Duration seconds(int count) {
        return Duration.ofSeconds(count);
    }

    private void add(String phase, FlowDurabilityHint durability, Settings settings, String more, String reached) {
        Demo demo = Demo.start(settings);
        cases.add(new Case(
                phase + "-" + durability,
                durability,
                demo,
                Phase.deploy(demo, "v1", ""),
                Phase.deploy(demo, "v2", more),
                reached));
    }

    Case named(String name) {
        return cases.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        cases.forEach(one -> one.demo().close());
    }
}
