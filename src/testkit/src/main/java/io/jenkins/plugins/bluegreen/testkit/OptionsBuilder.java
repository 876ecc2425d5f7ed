package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Retire;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Options of a request, beginning with the defaults. */
public final class OptionsBuilder {
    private static final Request.Options DEFAULTS = Request.Options.defaults();

    private CutoverChoice cutover = DEFAULTS.cutover();
    private OptionalInt replicas = DEFAULTS.replicas();
    private Duration readyTimeout = DEFAULTS.readyTimeout();
    private Duration stable = DEFAULTS.stable();
    private Duration unschedulableGrace = DEFAULTS.unschedulableGrace();
    private Duration verify = DEFAULTS.verify();
    private Optional<Duration> settle = DEFAULTS.settle();
    private Duration drain = DEFAULTS.drain();
    private Retire retire = DEFAULTS.retire();
    private int history = DEFAULTS.history();
    private boolean keepFailed = DEFAULTS.keepFailed();
    private Optional<String> previewService = DEFAULTS.previewService();
    private boolean allowDarkTraffic = DEFAULTS.allowDarkTraffic();

    /** How traffic is moved. */
    public OptionsBuilder cutover(CutoverChoice choice) {
        cutover = choice;
        return this;
    }

    /** Size of the candidate. */
    public OptionsBuilder replicas(int number) {
        replicas = OptionalInt.of(number);
        return this;
    }

    /** How long the candidate may take. */
    public OptionsBuilder readyTimeout(Duration limit) {
        readyTimeout = limit;
        return this;
    }

    /** How long it must stay available. */
    public OptionsBuilder stable(Duration time) {
        stable = time;
        return this;
    }

    /** How long a pod may find no node. */
    public OptionsBuilder unschedulableGrace(Duration time) {
        unschedulableGrace = time;
        return this;
    }

    /** How long it is watched after the cutover. */
    public OptionsBuilder verify(Duration time) {
        verify = time;
        return this;
    }

    /** How long both serve in an overlap. */
    public OptionsBuilder settle(Duration time) {
        settle = Optional.of(time);
        return this;
    }

    /** What happens to the old release, and when. */
    public OptionsBuilder retire(Retire what, Duration after) {
        retire = what;
        drain = after;
        return this;
    }

    /** How many releases without traffic are kept. */
    public OptionsBuilder history(int releases) {
        history = releases;
        return this;
    }

    /** A failed candidate is kept. */
    public OptionsBuilder keepFailed() {
        keepFailed = true;
        return this;
    }

    /** Name of a Service over the candidate. */
    public OptionsBuilder previewService(String name) {
        previewService = Optional.of(name);
        return this;
    }

    /** Another Service may select the candidate. */
    public OptionsBuilder allowDarkTraffic() {
        allowDarkTraffic = true;
        return this;
    }

    Request.Options build() {
        return new Request.Options(
                cutover,
                DEFAULTS.versionLabel(),
                replicas,
                readyTimeout,
                stable,
                unschedulableGrace,
                verify,
                settle,
                drain,
                retire,
                history,
                keepFailed,
                previewService,
                allowDarkTraffic,
                DEFAULTS.concurrency());
    }
}
