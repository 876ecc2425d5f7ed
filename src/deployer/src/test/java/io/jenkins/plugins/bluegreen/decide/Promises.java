package io.jenkins.plugins.bluegreen.decide;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Judges one step by what it would do to endpoints; shares no rule with the code that takes it. */
final class Promises {
    private final Observed observed;
    private final Request request;
    private final Next next;
    private final List<String> broken = new ArrayList<>();

    Promises(Scene scene, Next next) {
        this.observed = scene.observed();
        this.request = scene.request();
        this.next = next;
    }

    List<String> broken() {
        if (next instanceof Next.Act act) {
            if (act.actions().isEmpty()) {
                broken.add("there is nothing in an act");
            }
            act.actions().forEach(this::judge);
        } else if (next instanceof Next.Done done) {
            judge(done.outcome());
        }
        return broken;
    }

    private void judge(Action action) {
        boolean held = observed.lock() instanceof Observed.Lock.Held;
        boolean harmless = action instanceof Action.Lock
                || action instanceof Action.Unlock
                || action instanceof Action.Examine
                || action instanceof Action.Diagnose;
        check(held || harmless, "G5: %s without the Leases", action);
        if (action instanceof Action.Select select) {
            judge(select);
        } else if (action instanceof Action.Relabel relabel) {
            judge(relabel.release(), relabel.labels());
        } else if (action instanceof Action.RelabelPods pods) {
            owners(pods.pods()).forEach(owner -> judge(owner, pods.labels()));
        } else if (action instanceof Action.Delete delete) {
            away(delete.release());
        } else if (action instanceof Action.Scale scale
                && scale.replicas() < scale.release().desired()) {
            away(scale.release());
        }
    }

    /** A Service is pointed at something: all of it must be available, or it is what it was pointed at before. */
    private void judge(Action.Select select) {
        Map<String, String> selector = select.selector();
        proven(select);
        if (select.why() == Action.Step.HAND_BACK) {
            handBack(select);
            return;
        }
        if (select.why() != Action.Step.FLIP) {
            return;
        }
        Optional<CutoverRecord> before =
                observed.services().get(select.service().name()).record();
        CutoverRecord record = select.record().orElseThrow();
        boolean pointedAlready = before.filter(old ->
                        old.phase() != CutoverRecord.Phase.FLIPPED && old.to().equals(record.to()))
                .isPresent();
        Optional<Release> to = observed.release(record.to());
        boolean whole = to.filter(Promises::available).isPresent();
        check(
                whole || pointedAlready || record.phase() == CutoverRecord.Phase.UNDOING,
                "G1/G2: %s is pointed at %s, which is not available",
                select.service().name(),
                selector);
        boolean gated = request.goal() instanceof Request.Goal.Deploy deploy
                && deploy.gated()
                && before.isEmpty()
                && record.phase() == CutoverRecord.Phase.FLIPPED;
        check(
                !gated || observed.facts().gate() instanceof Facts.Gate.Passed,
                "G1: %s is pointed at %s without the gate",
                select.service().name(),
                selector);
    }

    /** A cutover goes on from its first write only when each pod is known, and ready. */
    private void proven(Action.Select select) {
        boolean onwards = select.why() == Action.Step.COMMIT
                || select.why() == Action.Step.NARROW
                || select.why() == Action.Step.HAND_BACK;
        Optional<Release> to = observed.services()
                .get(select.service().name())
                .record()
                .filter(record -> onwards && record.phase() == CutoverRecord.Phase.FLIPPED)
                .flatMap(record -> observed.release(record.to()));
        check(
                to.filter(release ->
                                release.pods().stream().filter(Pod::servable).count() != release.desired())
                        .isEmpty(),
                "G2: the cutover of %s goes on without all pods",
                select.service().name());
    }

    /** The owner's selector comes back: nobody but the release that it is for may have the labels. */
    private void handBack(Action.Select select) {
        CutoverRecord record =
                observed.services().get(select.service().name()).record().orElseThrow();
        if (!record.way().relabels()) {
            return;
        }
        boolean undoing = record.phase() == CutoverRecord.Phase.UNDOING;
        List<ReleaseId> losing = undoing ? List.of(record.to()) : record.from();
        List<ReleaseId> winning = undoing ? record.from() : List.of(record.to());
        losing.forEach(id -> observed.release(id)
                .filter(release -> !release.deleting())
                .ifPresent(release -> {
                    check(!labelled(release), "G3: %s still has traffic labels", release.name());
                    check(counted(release), "G3: nobody has seen that %s lost its labels", release.name());
                }));
        winning.forEach(id -> observed.release(id)
                .filter(release -> !release.deleting())
                .ifPresent(release -> {
                    check(
                            release.activePods().allMatch(pod -> has(pod.labels(), record.traffic())),
                            "G2: not all pods of %s have the traffic labels",
                            release.name());
                    check(counted(release), "G2: nobody has seen that %s got its labels", release.name());
                }));
    }

    private void judge(Release release, Map<String, Optional<String>> labels) {
        Optional<String> traffic = labels.get("createBy");
        if (traffic == null) {
            return;
        }
        if (traffic.isPresent()) {
            check(mayAttach(release), "G1: %s gets traffic labels", release.name());
        } else {
            check(mayDetach(release), "G2: %s loses traffic labels", release.name());
        }
    }

    private boolean mayAttach(Release release) {
        boolean byRecord = records().anyMatch(record -> switch (record.phase()) {
            case FLIPPED ->
                record.way() == CutoverRecord.Way.LABEL_OVERLAP
                        && record.to().equals(release.id())
                        && available(release);
            case COMMITTED -> record.to().equals(release.id());
            case UNDOING -> record.from().contains(release.id());
            case RESTORING -> false;
        });
        boolean again = observed.facts().replaces().contains(release.id());
        return byRecord || again;
    }

    /** Either no Service selects by the label now, or another release serves that has it all. */
    private boolean mayDetach(Release release) {
        boolean toNothing = request.goal() instanceof Request.Goal.Rollback rollback
                && rollback.from().isPresent()
                && records().findAny().isEmpty();
        boolean selected = observed.services().values().stream()
                .anyMatch(service -> !service.selector().isEmpty()
                        && release.activePods().anyMatch(pod -> has(pod.labels(), service.selector()))
                        && Scene.OWNER.keySet().containsAll(service.selector().keySet()));
        boolean another = observed.releases().stream()
                .filter(other -> !other.uid().equals(release.uid()) && !other.deleting())
                .anyMatch(other -> !other.pods().isEmpty()
                        && other.activePods().allMatch(pod -> has(pod.labels(), Scene.OWNER))
                        && counted(other));
        boolean nothingBefore = records()
                .anyMatch(record -> record.phase() == CutoverRecord.Phase.UNDOING
                        && (record.from().isEmpty()
                                || record.from().stream()
                                        .flatMap(id -> observed.release(id).stream())
                                        .filter(each -> !each.deleting())
                                        .noneMatch(each ->
                                                each.activePods().findAny().isPresent())));
        return toNothing || !selected || another || nothingBefore;
    }

    private void away(Release release) {
        Set<String> ready = new HashSet<>();
        observed.services().values().forEach(service -> ready.addAll(service.readyPods()));
        boolean serves = release.pods().stream().anyMatch(pod -> ready.contains(pod.uid()));
        boolean own =
                release.annotation(Keys.RUN).equals(Optional.of(request.run().id()));
        boolean undone = own && observed.facts().replaces().isEmpty();
        check(!serves || undone, "G2: %s serves and would go", release.name());
        boolean anothers = release.annotation(Keys.PREPARED_AT).isPresent() && !own;
        boolean named = request.goal() instanceof Request.Goal.Discard
                || request.goal() instanceof Request.Goal.Promote
                || release.annotation(Keys.PROMOTED_AT).isPresent();
        check(!anothers || named, "another run has prepared %s, which would go", release.name());
    }

    private void judge(Outcome outcome) {
        if (outcome instanceof Outcome.Promoted promoted) {
            alone(promoted.release());
        } else if (outcome instanceof Outcome.AlreadyActive active) {
            alone(active.release());
        } else if (outcome instanceof Outcome.Prepared prepared) {
            check(
                    observed.release(prepared.release())
                            .filter(Promises::available)
                            .isPresent(),
                    "%s is prepared and not available",
                    prepared.release());
        }
    }

    private void alone(String name) {
        for (ServiceState service : observed.services().values()) {
            check(service.record().isEmpty(), "G3: a cutover is under way on %s", service.name());
            for (Release release : observed.releases()) {
                boolean it = release.name().equals(name);
                boolean serves = release.pods().stream()
                        .anyMatch(pod -> service.readyPods().contains(pod.uid()));
                boolean pods = !release.deleting()
                        && release.activePods().anyMatch(pod -> has(pod.labels(), service.selector()));
                check(it || !serves && !pods, "G3: %s is left in %s", release.name(), service.name());
            }
        }
    }

    private Stream<CutoverRecord> records() {
        return Stream.concat(
                observed.services().values().stream().flatMap(service -> service.record().stream()),
                observed.releases().stream()
                        .filter(release -> !release.deleting())
                        .flatMap(release -> release.annotation(Keys.CUTOVER).stream())
                        .flatMap(json -> CutoverRecord.parse(json).stream()));
    }

    private List<Release> owners(List<Pod> pods) {
        return observed.releases().stream()
                .filter(release -> release.pods().stream().anyMatch(pods::contains))
                .toList();
    }

    private static boolean labelled(Release release) {
        return has(release.templateLabels(), Scene.OWNER)
                || release.activePods().anyMatch(pod -> has(pod.labels(), Scene.OWNER));
    }

    private static boolean counted(Release release) {
        return release.status().observedGeneration() >= release.generation()
                && release.status().fullyLabeled() == release.activePods().count();
    }

    /** By its status, with no pod that may have been ready and is not. */
    private static boolean available(Release release) {
        long servable = release.pods().stream().filter(Pod::servable).count();
        long unseen = release.pods().stream()
                .filter(pod -> pod.active() && pod.neverReady())
                .count();
        boolean undisputed = servable > 0
                && release.pods().size() <= release.desired()
                && servable + unseen == release.pods().size();
        return !release.deleting()
                && release.desired() > 0
                && release.status().available() == release.desired()
                && (servable == release.desired() || undisputed);
    }

    private static boolean has(Map<String, String> labels, Map<String, String> wanted) {
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    private void check(boolean holds, String sentence, Object... arguments) {
        if (!holds) {
            broken.add(sentence.formatted(arguments));
        }
    }
}
