package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Facts.Setback;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One look at the cluster, with the questions that decisions ask of it. It lives for one decision, and collects what
 * that decision learns.
 */
final class Situation {
    final Request request;
    final Observed observed;
    final Instant now;
    final Facts facts;
    final Facts.Edit learned;

    Situation(Request request, Observed observed, Instant now) {
        this.request = request;
        this.observed = observed;
        this.now = now;
        this.facts = observed.facts();
        this.learned = facts.edit();
    }

    Request.Options options() {
        return request.options();
    }

    boolean labelMode() {
        return request.mode() == Mode.LABEL;
    }

    /** The Services that were asked for and are there. */
    List<ServiceState> services() {
        return request.services().stream()
                .filter(observed.services()::containsKey)
                .map(observed.services()::get)
                .toList();
    }

    /** The selector that a Service's owner gave it: recorded while a cutover is under way, else the one it has. */
    Map<String, String> ownerSelector(ServiceState service) {
        return service.record()
                .map(CutoverRecord::moves)
                .map(moves -> moves.get(service.name()))
                .map(CutoverRecord.Move::before)
                .orElse(service.selector());
    }

    /** The pairs of the Services' selectors that are not in the workload's own selector. */
    Map<String, String> trafficLabels() {
        Set<String> own = workloadSelectorKeys();
        Map<String, String> traffic = new TreeMap<>();
        services().forEach(service -> ownerSelector(service).forEach((key, value) -> {
            if (!own.contains(key)) {
                traffic.put(key, value);
            }
        }));
        return traffic;
    }

    /** Every key that the workload's own selector uses, ours left out. */
    Set<String> workloadSelectorKeys() {
        Set<String> keys = new LinkedHashSet<>();
        request.bound().ifPresent(bound -> keys.addAll(bound.manifest().selectorKeys()));
        if (keys.isEmpty()) {
            target().ifPresent(release -> keys.addAll(release.selectorKeys()));
        }
        keys.remove(Keys.RELEASE);
        return keys;
    }

    /** The release that this run moves traffic to, if it is there. */
    Optional<Release> target() {
        return learned.target().flatMap(uid -> observed.releases().stream()
                .filter(each -> each.uid().equals(uid))
                .findFirst());
    }

    /** The releases that carry traffic now: the Services' owners select them, or they have ready endpoints. */
    List<Release> active() {
        return observed.releases().stream()
                .filter(release -> !release.deleting())
                .filter(this::carriesTraffic)
                .sorted(Comparator.comparing(Release::created).thenComparing(Release::name))
                .toList();
    }

    /** The releases that carry traffic and are not the one that is to have it. */
    List<Release> othersActive() {
        String target = learned.target().orElse("");
        return active().stream()
                .filter(release -> !release.uid().equals(target))
                .toList();
    }

    private boolean carriesTraffic(Release release) {
        return services().stream().anyMatch(service -> {
            Map<String, String> selector = ownerSelector(service);
            boolean selected =
                    !selector.isEmpty() && release.templateLabels().entrySet().containsAll(selector.entrySet());
            return selected || Proof.anyEndpoint(service, release);
        });
    }

    /** How many pods serve now: what a candidate must at least have. */
    int activeSize() {
        return othersActive().stream().mapToInt(Release::desired).max().orElse(0);
    }

    /** Records of cutovers that are under way: on the Services, or on a release of the workload. */
    List<CutoverRecord> records() {
        List<CutoverRecord> found = new ArrayList<>();
        observed.services().values().forEach(service -> service.record().ifPresent(found::add));
        observed.releases().stream()
                .filter(release -> release.ofWorkload(request.workload()) && !release.deleting())
                .forEach(release -> release.annotation(Keys.CUTOVER)
                        .flatMap(CutoverRecord::parse)
                        .ifPresent(found::add));
        return found;
    }

    boolean held() {
        return observed.lock() instanceof Observed.Lock.Held;
    }

    /** Since when a condition holds without a break; now, if it is new. */
    Optional<Instant> since(String condition, boolean holds) {
        return learned.since(condition, holds, now);
    }

    /** Since when this run waits for something. */
    Instant waitingSince(Wait what, String detail) {
        return since(what.name() + ":" + detail, true).orElse(now);
    }

    /** Whether this run once did or saw something. */
    boolean remembers(String mark) {
        return facts.since().containsKey(mark);
    }

    void remember(String mark) {
        since(mark, true);
    }

    Next await(Wait what, Instant until, String detail) {
        return new Next.Await(what, until, detail);
    }

    /** Goes back from here on; the next decision begins with it. */
    void setBack(Setback.Kind kind, String reason) {
        learned.setback(new Setback(kind, reason));
    }

    boolean over(Instant since, Duration limit) {
        return !now.isBefore(since.plus(limit));
    }

    /** Releases that this run's cutover takes the traffic from, as they are now. */
    Map<String, Release> byUid() {
        Map<String, Release> all = new LinkedHashMap<>();
        observed.releases().forEach(release -> all.put(release.uid(), release));
        return all;
    }
}
