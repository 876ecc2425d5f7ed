package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import io.jenkins.plugins.bluegreen.decide.Facts.Setback.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes on with a cutover of label mode that writes no Service: make before break. Its record is an annotation of the
 * release that gets the traffic.
 */
final class Overlap {
    private final Situation s;
    private final CutoverRecord record;
    private final Release to;
    private final boolean mine;
    private final Exchange exchange;

    private Overlap(Situation s, CutoverRecord record, Release to) {
        this.s = s;
        this.record = record;
        this.to = to;
        this.mine = record.run().equals(s.request.run().id());
        this.exchange = new Exchange(s, record);
    }

    /**
     * What is next for an overlap that is under way.
     *
     * @param s now
     * @param record of it
     * @return nothing if the release that it is about is gone, and the record with it
     */
    static Optional<Next> advance(Situation s, CutoverRecord record) {
        return s.observed.release(record.to()).map(to -> {
            Overlap overlap = new Overlap(s, record, to);
            return switch (record.phase()) {
                case FLIPPED -> overlap.attaching();
                case COMMITTED -> overlap.detaching();
                case UNDOING, RESTORING -> overlap.undoing();
            };
        });
    }

    private Next attaching() {
        Optional<String> over = reasonToGoBack();
        if (over.isPresent()) {
            if (mine) {
                s.setBack(s.facts.cancelled().isPresent() ? Kind.ABORTED : Kind.FAILED, over.get());
            }
            return annotate(Optional.of(record.in(Phase.UNDOING)));
        }
        if (!to.observed()) {
            return s.awaitProof(
                    Wait.TEMPLATE,
                    to.uid(),
                    Cutover.PROOF,
                    to.name(),
                    "The controllers did not see the template of %s; look at kube-controller-manager"
                            .formatted(to.name()));
        }
        Optional<Next> attach = exchange.attach(List.of(record.to()));
        if (attach.isPresent()) {
            return attach.get();
        }
        // Each pod is to be seen before what served is taken away.
        if (!Availability.well(s, to) || !s.services().stream().allMatch(service -> Proof.serves(service, to))) {
            return s.await(Wait.PROOF, s.waitingSince(Wait.PROOF, record.id()).plus(Cutover.PROOF), to.name());
        }
        Duration settle = Ways.settle(s);
        Instant since = s.waitingSince(Wait.SETTLE, to.uid());
        return s.over(since, settle)
                ? annotate(Optional.of(record.in(Phase.COMMITTED)))
                : s.await(Wait.SETTLE, since.plus(settle), to.name());
    }

    private Optional<String> reasonToGoBack() {
        if (!mine) {
            return Optional.of("it was not committed");
        }
        if (s.facts.cancelled().isPresent()) {
            return s.facts.cancelled();
        }
        if (s.facts.setback().isPresent()) {
            return s.facts.setback().map(Facts.Setback::reason);
        }
        // While its controller has not seen the template that was just changed, its status says nothing.
        if (to.observed() && !Availability.well(s, to) && !Availability.undisputed(to)) {
            return Optional.of(
                    "%s lost pods while it was given traffic: %s".formatted(to.name(), Availability.progress(to)));
        }
        String mark = "PROOF:" + record.id();
        return s.since(mark, s.remembers(mark))
                .filter(since -> s.over(since, Cutover.PROOF.plus(Ways.settle(s))))
                .map(since -> "%s did not become endpoints of the Service in time; look at kube-controller-manager"
                        .formatted(to.name()));
    }

    private Next detaching() {
        if (mine && s.learned.target().equals(Optional.of(to.uid()))) {
            Finished.remember(s, to);
        }
        boolean available = Availability.well(s, to);
        Optional<Instant> lost = s.since("lost:" + to.uid(), !available);
        if (lost.filter(since -> s.over(since, Cutover.RECOVERY)).isPresent() && anyBefore()) {
            if (mine) {
                s.setBack(
                        Kind.FAILED,
                        Availability.hopeless(s, to)
                                .orElse("%s has %s".formatted(to.name(), Availability.progress(to))));
            }
            return annotate(Optional.of(record.in(Phase.UNDOING)));
        }
        if (lost.filter(since -> s.over(since, Cutover.HOPE)).isPresent()) {
            return new Next.Done(
                    WayBack.notConfirmed(s, "Neither %s nor what served before it is available".formatted(to.name())));
        }
        if (!available) {
            return s.await(Wait.RECOVERY, s.now.plusSeconds(1), to.name());
        }
        Optional<Next> attach = exchange.attach(List.of(record.to()));
        if (attach.isPresent()) {
            return attach.get();
        }
        if (!s.services().stream().allMatch(service -> Proof.serves(service, to))) {
            return s.awaitProof(
                    Wait.PROOF,
                    record.id(),
                    Cutover.PROOF,
                    to.name(),
                    "%s has the traffic labels, but the endpoints do not show it".formatted(to.name()));
        }
        Optional<Next> detach = exchange.detach(record.from());
        if (detach.isPresent()) {
            return detach.get();
        }
        boolean gone = s.services().stream().allMatch(service -> record.from().stream()
                .flatMap(id -> s.observed.release(id).stream())
                .noneMatch(release -> Proof.anyEndpoint(service, release)));
        if (!gone) {
            return s.awaitProof(
                    Wait.HANDED_BACK,
                    to.uid(),
                    Cutover.PROOF,
                    to.name(),
                    "What served before %s has lost the traffic labels, but is still an endpoint".formatted(to.name()));
        }
        return end("finished");
    }

    private boolean anyBefore() {
        return record.from().isEmpty()
                || record.from().stream()
                        .flatMap(id -> s.observed.release(id).stream())
                        .anyMatch(Availability::available);
    }

    private Next undoing() {
        Optional<Next> attach = exchange.attach(record.from());
        if (attach.isPresent()) {
            return attach.get();
        }
        if (!anyBefore() && Availability.available(to)) {
            // Going back would leave nothing that serves.
            return annotate(Optional.of(record.in(Phase.COMMITTED)));
        }
        List<Release> before = record.from().stream()
                .flatMap(id -> s.observed.release(id).stream())
                .filter(Availability::available)
                .toList();
        boolean served = s.services().stream()
                .allMatch(service -> before.stream().allMatch(release -> Proof.serves(service, release)));
        if (!served) {
            return s.awaitProof(
                    Wait.RESTORED,
                    to.uid(),
                    Cutover.PROOF,
                    to.name(),
                    "What served before %s has the traffic labels again, but the endpoints do not show it"
                            .formatted(to.name()));
        }
        return exchange.detach(List.of(record.to())).orElseGet(() -> end("undone"));
    }

    private Next end(String what) {
        if (!mine) {
            s.learned.repaired("An unfinished cutover to %s by %s was %s"
                    .formatted(record.to().name(), record.run(), what));
        }
        return annotate(Optional.empty());
    }

    private Next annotate(Optional<CutoverRecord> kept) {
        Map<String, Optional<String>> annotations = new LinkedHashMap<>();
        if (kept.filter(next -> next.phase() == Phase.COMMITTED).isPresent()) {
            annotations.putAll(Exchange.promoted(s, record.run()));
        }
        annotations.put(Keys.CUTOVER, kept.map(CutoverRecord::json));
        return s.act(new Action.Annotate(to, Map.of(), annotations));
    }
}
