package io.jenkins.plugins.bluegreen.testkit.sabotage;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Action.NewRelease;
import io.jenkins.plugins.bluegreen.decide.Action.RelabelPods;
import io.jenkins.plugins.bluegreen.decide.Action.Select;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord;
import io.jenkins.plugins.bluegreen.decide.Decision;
import io.jenkins.plugins.bluegreen.decide.Facts;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Next;
import io.jenkins.plugins.bluegreen.decide.Observed;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.decide.Pod;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.decide.Slice;
import io.jenkins.plugins.bluegreen.decide.Step;
import io.jenkins.plugins.bluegreen.drive.Decider;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Decisions that break one promise each. */
final class Sabotage {
    static final Map<String, String> OWNER = Map.of("createBy", "demo-service");

    private Sabotage() {}

    /** G1: the candidate has the Service's label from birth, as the red/black strategy has it. */
    static Decider labelsFromBirth() {
        return acting(action -> action instanceof Action.Create create
                ? new Action.Create(changed(create.release(), manifest -> {
                    Manifests.at(manifest, "spec", "template", "metadata", "labels")
                            .putAll(OWNER);
                    return manifest;
                }))
                : action);
    }

    /** G1: the gate is not waited for. */
    static Decider gateUnheard() {
        return (request, observed, now) -> {
            boolean refused = observed.facts().gate() instanceof Facts.Gate.Refused;
            Facts facts = refused ? observed.facts().withGate(new Facts.Gate.Passed()) : observed.facts();
            return Decision.next(request, with(observed, facts), now);
        };
    }

    /** G2: the Service is pointed at a candidate of which nothing is available yet. */
    static Decider availabilityUnproven() {
        return seeing(release -> release.status().replicas() == release.desired()
                ? with(
                        release,
                        release.pods().stream().map(Sabotage::ready).toList(),
                        release.desired(),
                        release.labels())
                : release);
    }

    /** G2: labels are given and taken, and nobody waits until the controllers have seen that. */
    static Decider handBackUnproven() {
        return seeing(release -> with(
                release,
                release.pods(),
                (int) release.pods().stream().filter(Pod::active).count(),
                release.labels()));
    }

    /** G2: what served loses its labels before the candidate has them all. */
    static Decider detachBeforeAttach() {
        return (request, observed, now) -> {
            Step step = Decision.next(request, observed, now);
            Optional<RelabelPods> attaching = actions(step)
                    .filter(RelabelPods.class::isInstance)
                    .map(RelabelPods.class::cast)
                    .filter(pods -> pods.labels()
                            .getOrDefault("createBy", Optional.empty())
                            .isPresent())
                    .findFirst();
            List<Pod> serving = observed.releases().stream()
                    .flatMap(release -> release.pods().stream())
                    .filter(pod -> pod.labels().containsKey("createBy"))
                    .filter(pod ->
                            attaching.filter(pods -> pods.pods().contains(pod)).isEmpty())
                    .toList();
            return attaching.isEmpty() || serving.isEmpty()
                    ? step
                    : act(step, List.of(new RelabelPods(serving, Map.of("createBy", Optional.empty()))));
        };
    }

    /** G3: the pods of what served are forgotten. */
    static Decider oldPodsForgotten() {
        return (request, observed, now) -> {
            Step step = Decision.next(request, observed, now);
            boolean detaching = actions(step)
                    .anyMatch(action -> action instanceof RelabelPods pods
                            && pods.labels()
                                    .getOrDefault("createBy", Optional.of(""))
                                    .isEmpty());
            if (!detaching) {
                return step;
            }
            List<Release> blind = observed.releases().stream()
                    .map(release -> release.templateLabels().containsKey("createBy")
                            ? release
                            : with(release, List.of(), 0, release.labels()))
                    .toList();
            return Decision.next(request, with(observed, blind), now);
        };
    }

    /** G3: the labels are taken from every pod that has them, whoever owns it. */
    static Decider detachBySelector(Supplier<List<Pod>> selected) {
        return acting(action -> action instanceof RelabelPods pods
                        && pods.labels()
                                .getOrDefault("createBy", Optional.of(""))
                                .isEmpty()
                ? new RelabelPods(selected.get(), pods.labels())
                : action);
    }

    /** G3: the Service keeps the candidate's selector. */
    static Decider neverHandedBack() {
        return (request, observed, now) -> {
            Step step = Decision.next(request, observed, now);
            Optional<Select> handBack = actions(step)
                    .filter(Select.class::isInstance)
                    .map(Select.class::cast)
                    .filter(select -> select.why() == Action.Step.HAND_BACK)
                    .findFirst();
            return handBack.isEmpty()
                    ? step
                    : new Step(
                            new Next.Done(new Outcome.Promoted(handBack.get()
                                    .service()
                                    .record()
                                    .map(CutoverRecord::to)
                                    .orElseThrow()
                                    .name())),
                            step.facts());
        };
    }

    /** G4: what was begun is left as it is, and called restored. */
    static Decider neverRestored() {
        return (request, observed, now) -> {
            Step step = Decision.next(request, observed, now);
            boolean restoring = actions(step)
                    .anyMatch(action -> action instanceof Select select && select.why() == Action.Step.RESTORE);
            return restoring
                    ? new Step(
                            new Next.Done(new Outcome.Failed("it was ended", Outcome.Failed.State.RESTORED, List.of())),
                            step.facts())
                    : step;
        };
    }

    /** G6: what is there is not recognised. */
    static Decider notIdempotent() {
        return (request, observed, now) -> {
            List<Release> strange = observed.releases().stream()
                    .map(release -> {
                        Map<String, String> annotations = new HashMap<>(release.annotations());
                        if (!request.run().id().equals(annotations.get(Keys.RUN))) {
                            annotations.remove(Keys.REQUESTED);
                        }
                        return with(release, annotations);
                    })
                    .toList();
            return Decision.next(request, with(observed, strange), now);
        };
    }

    /** G7: every container gets the image of the first. */
    static Decider everyImageReplaced() {
        return acting(action -> action instanceof Action.Create create
                ? new Action.Create(changed(create.release(), manifest -> {
                    List<?> containers = (List<?>)
                            Manifests.at(manifest, "spec", "template", "spec").get("containers");
                    Object first = Manifests.at(manifest, "spec", "template", "spec", "containers", 0)
                            .get("image");
                    for (int i = 0; i < containers.size(); i++) {
                        Manifests.at(manifest, "spec", "template", "spec", "containers", i)
                                .put("image", first);
                    }
                    return manifest;
                }))
                : action);
    }

    /** The flip counts as proven as soon as it is written. */
    static Decider flipUnproven() {
        return (request, observed, now) -> {
            Map<String, ServiceState> services = new HashMap<>(observed.services());
            services.replaceAll((name, service) -> service.record()
                    .filter(record -> record.phase() == CutoverRecord.Phase.FLIPPED)
                    .flatMap(record ->
                            observed.release(record.to()).map(to -> service.with(List.of(slice(record.id(), to)))))
                    .orElse(service));
            return Decision.next(
                    request,
                    new Observed(
                            services, observed.otherServices(), observed.releases(), observed.lock(), observed.facts()),
                    now);
        };
    }

    private static Slice slice(String id, Release release) {
        return new Slice(
                "invented",
                "IPv4",
                true,
                Map.of(Keys.CUTOVER, id),
                release.pods().stream()
                        .map(pod -> new Slice.Endpoint(pod.uid(), pod.name(), true, 10))
                        .toList());
    }

    private static Decider acting(UnaryOperator<Action> change) {
        return (request, observed, now) -> changing(Decision.next(request, observed, now), change);
    }

    private static Decider seeing(UnaryOperator<Release> lie) {
        return (request, observed, now) -> Decision.next(
                request, with(observed, observed.releases().stream().map(lie).toList()), now);
    }

    private static Stream<Action> actions(Step step) {
        return step.next() instanceof Next.Act act ? act.actions().stream() : Stream.empty();
    }

    private static Step changing(Step step, UnaryOperator<Action> change) {
        return step.next() instanceof Next.Act act
                ? act(step, act.actions().stream().map(change).toList())
                : step;
    }

    private static Step act(Step step, List<Action> actions) {
        return new Step(new Next.Act(actions), step.facts());
    }

    private static NewRelease changed(NewRelease release, UnaryOperator<Map<String, Object>> change) {
        return new NewRelease(
                release.name(), release.replicas(), change.apply(thawed(release.manifest())), release.companions());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> thawed(Map<String, Object> frozen) {
        return (Map<String, Object>) copy(frozen);
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copied = new LinkedHashMap<>();
            map.forEach((key, each) -> copied.put(key, copy(each)));
            return copied;
        }
        if (value instanceof List<?> list) {
            List<Object> copied = new ArrayList<>();
            list.forEach(each -> copied.add(copy(each)));
            return copied;
        }
        return value;
    }

    private static Observed with(Observed observed, Facts facts) {
        return new Observed(observed.services(), observed.otherServices(), observed.releases(), observed.lock(), facts);
    }

    private static Observed with(Observed observed, List<Release> releases) {
        return new Observed(observed.services(), observed.otherServices(), releases, observed.lock(), observed.facts());
    }

    private static Pod ready(Pod pod) {
        return new Pod(
                pod.name(),
                pod.uid(),
                pod.labels(),
                true,
                false,
                pod.terminating(),
                pod.finished(),
                List.of("10.0.0.1"),
                Optional.of("node"),
                pod.troubles(),
                pod.unschedulable());
    }

    private static Release with(Release release, Map<String, String> annotations) {
        return new Release(
                release.id(),
                release.resourceVersion(),
                release.generation(),
                release.created(),
                release.labels(),
                annotations,
                release.selector(),
                release.selectorKeys(),
                release.template(),
                release.desired(),
                release.paused(),
                release.deleting(),
                release.status(),
                release.pods());
    }

    /** Its status says that the controllers have seen all of these pods, with their labels, and that all are available. */
    private static Release with(Release release, List<Pod> pods, int counted, Map<String, String> labels) {
        return new Release(
                release.id(),
                release.resourceVersion(),
                release.generation(),
                release.created(),
                labels,
                release.annotations(),
                release.selector(),
                release.selectorKeys(),
                release.template(),
                release.desired(),
                release.paused(),
                release.deleting(),
                new Release.Status(
                        release.generation(),
                        counted,
                        counted,
                        counted,
                        counted,
                        pods.isEmpty()
                                ? counted
                                : Math.max(counted, release.status().available()),
                        release.status().conditions()),
                pods);
    }
}
