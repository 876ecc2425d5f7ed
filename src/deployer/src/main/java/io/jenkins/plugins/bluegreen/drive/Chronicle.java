package io.jenkins.plugins.bluegreen.drive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord;
import io.jenkins.plugins.bluegreen.decide.Facts;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Next;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ReleaseId;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.report.PhaseName;
import io.jenkins.plugins.bluegreen.report.Progress;
import io.jenkins.plugins.bluegreen.report.Progress.ReleasePods;
import io.jenkins.plugins.bluegreen.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells the story of a run, measures it and writes its report. Not thread-safe: used on the run's thread. */
final class Chronicle {
    /** Progress is told at most this often. */
    static final Duration PACE = Duration.ofMillis(250);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Request request;
    private final RunListener listener;
    private final Meter meter;
    private final Set<String> warned = new LinkedHashSet<>();
    private final Set<String> replaced = new LinkedHashSet<>();
    private Optional<Release> target = Optional.empty();
    private String cutover = "";
    private String waitsFor = "";
    private List<ReleasePods> releases = List.of();
    private Progress told;
    private long toldNanos;
    private boolean repairing;
    private boolean available;
    private boolean promoted;

    Chronicle(Request request, RunListener listener, long nanos) {
        this.request = request;
        this.listener = listener;
        this.meter = new Meter(nanos);
    }

    /** Takes in what the cluster shows, before anything is decided upon it. */
    void look(Cluster.View view, Facts facts, long nanos) {
        Set<String> losing = facts.replaces().stream().map(ReleaseId::uid).collect(Collectors.toSet());
        releases = meter.look(view, request.services(), facts.target().orElse(""), losing, nanos);
    }

    /** Takes in what was decided. */
    void decided(Cluster.View view, Facts facts, long nanos) {
        facts.warnings().stream().filter(warned::add).forEach(warning -> listener.on(new RunEvent.Warned(warning)));
        facts.target()
                .flatMap(uid -> view.releases().stream()
                        .filter(release -> release.uid().equals(uid))
                        .findFirst())
                .ifPresent(release -> target = Optional.of(release));
        facts.replaces().forEach(release -> replaced.add(release.name()));
        Optional<CutoverRecord> record = view.services().values().stream()
                .flatMap(service -> service.record().stream())
                .findFirst()
                .or(() -> view.releases().stream()
                        .flatMap(release -> CutoverRecord.of(release.annotations()).stream())
                        .findFirst());
        repairing =
                record.filter(found -> !found.run().equals(request.run().id())).isPresent();
        record.filter(found -> !repairing)
                .ifPresent(found -> cutover = found.way().overlaps() ? "overlap" : "atomic");
        if (facts.promotedAt().isPresent() && !promoted) {
            promoted = true;
            meter.moment("promoted", target.map(Release::name).orElse(""), nanos);
        }
    }

    void begins(Action action, Facts facts, long nanos) {
        meter.phase(Phases.of(action, facts, repairing), nanos);
        waitsFor = "";
        if (action instanceof Action.Select select) {
            if (!available && select.why() == Action.Step.FLIP) {
                available = true;
                meter.moment("available", target.map(Release::name).orElse(""), nanos);
            }
            meter.cutoverBegins(nanos);
            meter.moment(word(select.why().name()), select.service().name(), nanos);
        }
        if (action instanceof Action.Create create) {
            meter.moment("create", create.release().name(), nanos);
        }
        if (action instanceof Action.RelabelPods && !facts.replaces().isEmpty()) {
            meter.cutoverBegins(nanos);
        }
    }

    void did(Action action) {
        listener.on(new RunEvent.Did(action, Sentences.of(action)));
    }

    void retries(String message) {
        listener.on(new RunEvent.Retries(message));
    }

    void waits(Next.Await await, Facts facts, long nanos) {
        meter.phase(Phases.of(await.what(), facts, repairing), nanos);
        String sentence = "Waiting for %s (%s)".formatted(await.what().sentence(), await.detail());
        if (!sentence.equals(waitsFor)) {
            waitsFor = sentence;
            listener.on(new RunEvent.Waits(await.what(), sentence));
        }
    }

    void asks(Release candidate, long nanos) {
        meter.phase(PhaseName.GATE, nanos);
        waitsFor = "%s is available and dark; asking the gate".formatted(candidate.name());
        listener.on(new RunEvent.Asks(candidate, waitsFor));
    }

    /**
     * Tells how far the run is, if that has changed and was not told just now.
     *
     * @return how long to wait before it may be told, if there is something to tell
     */
    Optional<Duration> progress(long nanos) {
        List<ReleasePods> shown = releases.size() <= Progress.RELEASES
                ? releases
                : releases.subList(releases.size() - Progress.RELEASES, releases.size());
        Progress now = new Progress(meter.millis(nanos), meter.phase(), waitsFor, shown);
        if (told != null && told.sameAs(now)) {
            return Optional.empty();
        }
        long wait = told == null ? 0 : PACE.toNanos() - (nanos - toldNanos);
        if (wait > 0) {
            return Optional.of(Duration.ofNanos(wait));
        }
        told = now;
        toldNanos = nanos;
        listener.on(new RunEvent.Progressed(now));
        return Optional.empty();
    }

    Report ended(Outcome outcome, Facts facts, long requests, long nanos) {
        Report report = report(outcome, facts, requests, nanos);
        listener.on(new RunEvent.Ended(outcome, report, report.message()));
        return report;
    }

    private Report report(Outcome outcome, Facts facts, long requests, long nanos) {
        Optional<Outcome.Failed> failed =
                outcome instanceof Outcome.Failed failure ? Optional.of(failure) : Optional.empty();
        return new Report(
                Report.SCHEMA_VERSION,
                Sentences.word(outcome),
                failed.map(failure -> word(failure.state().name())).orElse(""),
                Sentences.of(outcome),
                request.namespace(),
                request.services(),
                request.workload(),
                request.mode().name().toLowerCase(Locale.ROOT),
                cutover,
                target.map(Release::name).orElse(""),
                target.flatMap(release -> release.annotation(Keys.VERSION)).orElse(""),
                replaced.stream()
                        .findFirst()
                        .or(() -> target.flatMap(release -> release.annotation(Keys.PREVIOUS)))
                        .orElse(""),
                new ArrayList<>(replaced),
                target.flatMap(release -> release.annotation(Keys.IMAGES))
                        .map(Chronicle::images)
                        .orElse(Map.of()),
                request.run().id(),
                request.run().url(),
                facts.startedAt().toString(),
                meter.millis(nanos),
                meter.phases(nanos),
                meter.cutoverMillis(),
                meter.mixedMillis(),
                meter.fewest(),
                requests,
                new ArrayList<>(warned),
                facts.repaired().orElse(""),
                failed.map(Outcome.Failed::diagnosis).orElse(List.of()),
                failed.map(Outcome.Failed::wayBack).orElse(List.of()),
                meter.timeline());
    }

    private static Map<String, String> images(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }

    /** {@code HAND_BACK} as {@code handBack}. */
    private static String word(String name) {
        StringBuilder word = new StringBuilder();
        for (String part : name.toLowerCase(Locale.ROOT).split("_", -1)) {
            word.append(word.isEmpty() ? part : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }
}
