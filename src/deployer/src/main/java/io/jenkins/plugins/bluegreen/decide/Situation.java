package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.Facts.Setback;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One look at the cluster, with the questions that decisions ask of it. It lives for one decision, and collects what
 * that decision learns.
 */
final class Situation {
    /** Mark of a run that has written something, or was about to. */
    static final String BEGUN = "begun";

    /** Beginning of the mark that the target had never had traffic when this run found it; its UID follows. */
    static final String CANDIDATE = "candidate:";

    /** Beginning of the mark that a Service was seen pointed at the target. */
    static final String FLIPPED = "flipped:";

    /** Mark of a run that takes the traffic from a first deployment. */
    static final String TO_NOTHING = "to nothing";

    /** Beginning of the mark that the target was scaled up; its former size follows. */
    static final String SCALED = "scaled:";

    final Request request;
    final Observed observed;
    final Instant now;
    final Facts facts;
    final Facts.Edit learned;
    /** Once it was asked for: a decision asks often, and each pod has to be looked at. */
    private List<Release> active;

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

    /** The labels that the candidate's pods have, or will have when it is made. */
    Map<String, String> candidateLabels() {
        return request.bound()
                .map(bound -> bound.manifest().templateLabels())
                .or(() -> target().map(Release::templateLabels))
                .orElse(Map.of());
    }

    /** The pairs of the Services' selectors that are not in the workload's own selector. */
    Map<String, String> trafficLabels() {
        return trafficLabels(workloadSelectorKeys());
    }

    /** The pairs of the Services' selectors whose keys are none of these. */
    Map<String, String> trafficLabels(Collection<String> own) {
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
            target().or(() -> known().findFirst()).ifPresent(release -> keys.addAll(release.selectorKeys()));
        }
        keys.remove(Keys.RELEASE);
        return keys;
    }

    private Stream<Release> known() {
        return observed.releases().stream().filter(release -> release.ofWorkload(request.workload()));
    }

    /** Looks for the target afresh as long as nothing was written; what was begun is stuck to. */
    void findTarget() {
        boolean stuck = begun() && learned.target().isPresent();
        if (!stuck) {
            look();
        }
        target().filter(release -> release.annotation(Keys.REQUESTED).isPresent()
                        && release.annotation(Keys.PROMOTED_AT).isEmpty())
                .ifPresent(release -> remember(CANDIDATE + release.uid()));
    }

    private void look() {
        Candidates.find(this).ifPresentOrElse(release -> learned.target(release.uid()), () -> {
            if (!begun()) {
                learned.forgetTarget();
            }
        });
    }

    /** Whether this run has written something to the cluster. */
    boolean begun() {
        return remembers(BEGUN);
    }

    /** The release that this run moves traffic to, if it is there. */
    Optional<Release> target() {
        return learned.target().flatMap(uid -> observed.releases().stream()
                .filter(each -> each.uid().equals(uid))
                .findFirst());
    }

    /** The releases that carry traffic now: the Services' owners select them, or they have ready endpoints. */
    List<Release> active() {
        if (active == null) {
            active = observed.releases().stream()
                    .filter(release -> !release.deleting())
                    .filter(this::carriesTraffic)
                    .sorted(Comparator.comparing(Release::created).thenComparing(Release::name))
                    .toList();
        }
        return active;
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
            return selected
                    || Proof.anyEndpoint(service, release)
                    || !selector.isEmpty() && release.activePods().anyMatch(pod -> Proof.has(pod.labels(), selector));
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
                .forEach(release -> CutoverRecord.of(release.annotations()).ifPresent(found::add));
        return found;
    }

    /** A run that goes on after it was cut off learns from its record what the cutover takes the traffic from. */
    void resume(CutoverRecord record) {
        boolean mine = record.run().equals(request.run().id());
        if (mine
                && learned.target().equals(Optional.of(record.to().uid()))
                && learned.replaces().isEmpty()) {
            learned.replaces(Set.copyOf(record.from()));
        }
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
        return new Next.Await(what, until, detail, what.byEndpoints() ? 1 : Next.Await.WHATEVER_CHANGES);
    }

    /**
     * Waits for what a controller does; if that takes too long, nobody can say how it ended.
     *
     * @param what what for
     * @param key of what is waited for, to tell it from another of its kind
     * @param limit how long
     * @param detail how far it is
     * @param complaint what to say when it takes too long
     */
    Next awaitProof(Wait what, String key, Duration limit, String detail, String complaint) {
        Instant since = waitingSince(what, key);
        return over(since, limit)
                ? new Next.Done(WayBack.notConfirmed(this, complaint))
                : await(what, since.plus(limit), detail);
    }

    Next act(Action action) {
        return new Next.Act(List.of(action));
    }

    Next refused(List<Problem> problems) {
        return new Next.Done(new Outcome.Refused(problems));
    }

    /** Ends the run, going back first if it has anything in the cluster. */
    Next goBack(Setback.Kind kind, String reason) {
        setBack(kind, reason);
        return Undo.finish(this, learned.setback().orElseThrow());
    }

    /** Goes back from here on; the next decision begins with it. */
    void setBack(Setback.Kind kind, String reason) {
        learned.setback(new Setback(kind, reason));
    }

    boolean over(Instant since, Duration limit) {
        return !now.isBefore(since.plus(limit));
    }
}
