package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.simulator.Settings;
import io.jenkins.plugins.bluegreen.simulator.time.Speed;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Where a deployment is when something happens to it; each is made to last. */
enum Phase {
    /** The new release's pods do not become ready. */
    WARM_UP("Waiting for"),
    /** The Service is flipped, and its slices follow slowly. */
    FLIP("now selects"),
    /** The new release has the traffic and is watched. */
    VERIFY("has the selector of its owner"),
    /** The old release is left alone before it is retired. */
    DRAIN("has the selector of its owner");

    /** Of an image whose pods never become ready. */
    static final String NEVER_READY = "never-ready";

    private final String sentence;

    Phase(String sentence) {
        this.sentence = sentence;
    }

    Settings speed() {
        return this == FLIP ? slowSlices() : Settings.fast();
    }

    /** Slices are written slowly, so that the proof of a flip takes seconds. */
    static Settings slowSlices() {
        Speed fast = Speed.fast();
        return Settings.fast()
                .withSpeed(new Speed(
                        fast.cacheLag(),
                        Duration.ofSeconds(2),
                        fast.staleBackoff(),
                        fast.startup(),
                        fast.warmupMin(),
                        fast.warmupMax(),
                        fast.flapping(),
                        fast.backoff(),
                        fast.termination(),
                        fast.proxyLag()));
    }

    /** The version whose deployment gets there. */
    String version() {
        return this == WARM_UP ? NEVER_READY : "v2";
    }

    /** Parameters that make it last. */
    String more() {
        return switch (this) {
            case WARM_UP, FLIP -> "";
            case VERIFY -> ", verify: '8s'";
            case DRAIN -> ", retire: 'scale-down', drain: '8s'";
        };
    }

    /** Waits until a deployment of v2 is there. */
    void reached(JenkinsRule jenkins, Demo demo, WorkflowRun run) throws Exception {
        jenkins.waitForMessage(sentence, run);
        if (this == WARM_UP) {
            await().atMost(Duration.ofSeconds(30)).until(() -> demo.releases().contains("demo-rs-v002"));
        }
    }

    /** What an aborted deployment of v2 leaves. */
    void settled(Demo demo) {
        if (this == WARM_UP || this == FLIP) {
            assertThat(demo.serving()).containsExactly("demo-rs-v001");
            assertThat(demo.releases()).containsExactly("demo-rs-v001");
        } else {
            // What was committed is finished, not undone.
            assertThat(demo.serving()).containsExactly("demo-rs-v002");
        }
    }
}
