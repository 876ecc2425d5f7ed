package io.jenkins.plugins.bluegreen.testkit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.history.Moment;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import io.jenkins.plugins.bluegreen.observer.measure.Expectations;
import io.jenkins.plugins.bluegreen.observer.measure.Judgement;
import io.jenkins.plugins.bluegreen.observer.measure.Measurement;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.observer.watch.Observer;
import io.jenkins.plugins.bluegreen.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Service under observation from outside, judged from a mark on. */
public final class Watched implements AutoCloseable {
    private static final String MARK = "restart";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** On a busy machine two watches hear of the same slice at different times. */
    private static final double LATER = 1.25;

    private static final long LATE_MILLIS = 250;

    private final Look look;
    private final Observer observer;
    private Map<String, String> selector = Map.of();

    Watched(KubernetesClient client, Look look, String service) {
        this.look = look;
        this.observer = Observer.start(client, look.namespace(), service);
        restart();
    }

    /** What is judged begins here. */
    void restart() {
        observer.catchUp(PATIENCE);
        observer.mark(MARK);
        List<Observation.SelectorChange> selectors = seen(Optional.empty(), 0).selectors();
        selector = selectors.isEmpty() ? Map.of() : selectors.get(0).selector();
    }

    private Observation seen(Optional<String> candidate, int floor) {
        observer.catchUp(PATIENCE);
        return Measurement.of(observer.history().since(MARK), candidate, floor);
    }

    /**
     * What was seen.
     *
     * @param floor below how many endpoints the time is taken
     */
    public Observation seen(int floor) {
        return seen(Optional.empty(), floor);
    }

    /**
     * What was seen since the Service got the selector that it has.
     *
     * @param floor below how many endpoints the time is taken
     */
    public Observation sinceTheLastSelector(int floor) {
        observer.catchUp(PATIENCE);
        History history = observer.history();
        Moment since = history.since(MARK).begun();
        Map<String, String> before = Map.of();
        for (Sight sight : history.sights()) {
            if (sight.fact() instanceof Fact.Service service
                    && !service.selector().equals(before)) {
                before = service.selector();
                since = sight.seen().isAfter(since) ? sight.seen() : since;
            }
        }
        return Measurement.of(history.between(since, history.ended()), Optional.empty(), floor);
    }

    /**
     * Which promises of a cutover that never mixes did not hold.
     *
     * @param release that alone is to serve at the end
     * @param floor that was promised
     */
    public List<String> violations(String release, int floor) {
        return Judgement.violations(
                seen(Optional.of(release), floor), Expectations.atomic(release).withSelector(wanted(release)));
    }

    /**
     * Which promises of a cutover in which both serve for a while did not hold.
     *
     * @param release that alone is to serve at the end
     * @param floor that was promised
     */
    public List<String> violationsOfOverlap(String release, int floor) {
        return Judgement.violations(
                seen(Optional.of(release), floor), Expectations.overlap(release).withSelector(wanted(release)));
    }

    /** The owner's selector, as it was at the restart; where it names a version, that of the release. */
    private Map<String, String> wanted(String release) {
        Map<String, String> wanted = new LinkedHashMap<>(selector);
        wanted.computeIfPresent(
                "version", (key, before) -> look.templateLabels(release).getOrDefault(key, before));
        return wanted;
    }

    /**
     * Where the deployer's own report says otherwise than what was seen from outside. Both see the same slices in the
     * same order, but the deployer may skip states that it did not need to look at.
     *
     * @param report of the only run since the restart
     * @return a sentence each
     */
    public List<String> disagreements(Report report) {
        Observation seen = seen(0);
        List<String> sentences = new ArrayList<>();
        if (seen.mixedWindows() == 0 && report.mixedWindowMillis() > 0) {
            sentences.add("The report tells of %d ms of mixed versions; nobody saw them."
                    .formatted(report.mixedWindowMillis()));
        }
        if (report.mixedWindowMillis() > seen.mixedTotalMillis() * LATER + LATE_MILLIS) {
            sentences.add("The report tells of %d ms of mixed versions; there were %.0f ms."
                    .formatted(report.mixedWindowMillis(), seen.mixedTotalMillis()));
        }
        Integer fewest = seen.fewestReadyEndpoints();
        // Where nothing served before, the report begins to count at none, the observer at the first.
        boolean counted =
                report.fewestReadyEndpoints() >= 0 && !report.replaced().isEmpty() && fewest != null;
        boolean fewer = counted && report.fewestReadyEndpoints() < fewest;
        if (fewer) {
            sentences.add("The report tells of %d ready endpoints at the fewest; there were never fewer than %d."
                    .formatted(report.fewestReadyEndpoints(), fewest));
        }
        return sentences;
    }

    @Override
    public void close() {
        observer.close();
    }
}
