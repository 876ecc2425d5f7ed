package io.jenkins.plugins.bluegreen.cli.demo;

import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.measure.Expectations;
import io.jenkins.plugins.bluegreen.observer.measure.Judgement;
import io.jenkins.plugins.bluegreen.observer.measure.Measurement;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.observer.watch.Observer;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Judges each deployment by what the observer saw at the endpoints, never by the deployer's own report. */
final class Judge {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Observer observer;
    private final PrintWriter out;
    private final int floor;
    private String mark = "";

    Judge(Observer observer, PrintWriter out, int floor) {
        this.observer = observer;
        this.out = out;
        this.floor = floor;
    }

    /** What is judged begins here. */
    void begin(String name) {
        observer.catchUp(PATIENCE);
        observer.mark(name);
        mark = name;
    }

    /** How many ready endpoints each release has now. */
    Map<String, Integer> serving() {
        return seen().servingAtEnd();
    }

    /** Whether every promise of a cutover to this release was kept. */
    boolean held(String release) {
        Observation seen = seen();
        out.println(String.format(
                Locale.ROOT,
                "  seen from outside: both versions at once for %.1f ms, %d endpoint(s) too early, never fewer than %s ready; serving at the end: %s",
                seen.mixedTotalMillis(),
                seen.earlyEndpoints(),
                seen.fewestReadyEndpoints(),
                seen.servingAtEnd()));
        List<String> violations = Judgement.violations(seen, Expectations.atomic(release));
        violations.forEach(violation -> out.println("  NOT KEPT: " + violation));
        out.flush();
        return violations.isEmpty();
    }

    private Observation seen() {
        observer.catchUp(PATIENCE);
        History history = observer.history();
        return Measurement.of(mark.isEmpty() ? history : history.since(mark), Optional.empty(), floor);
    }
}
