package io.jenkins.plugins.bluegreen.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a plan tells is what a run would do, and would warn of. */
class PlanningTest extends DecisionCase {
    private static Request.Options everything() {
        return options(
                CutoverChoice.AUTO,
                false,
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                Retire.SCALE_DOWN,
                2,
                Optional.of("demo-preview"));
    }

    private static Request.Options withChoice(CutoverChoice cutover, boolean allowDarkTraffic) {
        return options(cutover, allowDarkTraffic, Duration.ZERO, Duration.ZERO, Retire.KEEP, 3, Optional.empty());
    }

    private static Request.Options options(
            CutoverChoice cutover,
            boolean allowDarkTraffic,
            Duration verify,
            Duration drain,
            Retire retire,
            int history,
            Optional<String> previewService) {
        Request.Options given = Request.Options.defaults();
        return new Request.Options(
                cutover,
                given.versionLabel(),
                given.replicas(),
                given.readyTimeout(),
                given.stable(),
                given.unschedulableGrace(),
                verify,
                given.settle(),
                drain,
                retire,
                history,
                given.keepFailed(),
                previewService,
                allowDarkTraffic,
                given.concurrency());
    }

    private Plan plan() {
        return Planning.of(scene.request(), scene.observed(), Scene.NOW);
    }

    @Test
    void namesEachStepInOrder() {
        scene.release(1).promoted();
        scene.release(2).promoted();
        scene.release(3).requested("v9", "a run that was killed");
        scene.serving(4);
        scene.options = everything();
        scene.goal = new Request.Goal.Deploy(
                Scene.bound("v2", "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}\n"), true);

        assertThat(plan().steps())
                .containsExactly(
                        "Create demo-rs-v005 with 3 replicas, without traffic",
                        "Make what comes with it: ConfigMap demo-rs-v005-settings",
                        "Wait until all of it is available",
                        "Make Service demo-preview over it alone, as a preview",
                        "Ask the gate",
                        "Move the traffic of demo-service to it, in one write",
                        "Watch it for 2 min, and go back if it degrades",
                        "Scale demo-rs-v004 to 0 after 30 s",
                        "Delete demo-rs-v003 and what came with it: a run that was cut off has left it",
                        "Delete demo-rs-v001 and what came with it: the history is 2");
        assertThat(scene.release(2).release().good())
                .as("the last good one stays")
                .isTrue();
    }

    /** What it says of releases that nobody needs any more is what the run does once the target has the traffic. */
    @Test
    void namesTheReleasesThatTheRunDeletes() {
        scene.options = withHistory(2);
        for (int number = 1; number <= 5; number++) {
            scene.release(number).promoted();
        }
        Scene.ReleaseScene old = scene.serving(6);
        List<String> planned = plan().steps().stream()
                .filter(step -> step.startsWith("Delete "))
                .map(step -> step.split(" ")[1])
                .toList();

        old.traffic(false);
        scene.service(Scene.SERVICE).endpoints.clear();
        Scene.ReleaseScene target =
                scene.release(7).requested("v2", "run-1").pods(3).traffic(true).promoted();
        scene.service(Scene.SERVICE).endpoints(target);
        scene.facts = scene.facts.edit().target(target.id().uid()).done();

        assertThat(History.superfluous(scene.situation(), target.release()))
                .extracting(Release::name)
                .containsExactlyElementsOf(planned)
                .isNotEmpty();
    }

    @Test
    void warnsOfAllThatARunWouldWarnOf() {
        Scene.ReleaseScene old = scene.serving(1);
        scene.service(Scene.SERVICE).traits = new ServiceState.Traits(true, false, true, false, true);
        scene.others.add(new Observed.OtherService("internal", Scene.OWNER, Optional.empty()));
        scene.others.add(new Observed.OtherService("all", Map.of("app", "demo"), Optional.empty()));
        scene.options = withChoice(CutoverChoice.AUTO, true);
        scene.facts = Facts.atStart(Scene.NOW)
                .withFindings(new Findings(
                        false,
                        List.of(),
                        Optional.empty(),
                        List.of(new Findings.Budget("budget", Map.of(Keys.RELEASE, old.name), "")),
                        List.of(new Findings.Autoscaler("scaler", "ReplicaSet/" + old.name, "")),
                        Map.of("policy", List.of("createBy"))));

        List<String> warnings = plan().warnings();

        assertThat(warnings)
                .containsExactlyInAnyOrder(
                        "Service demo-service has session affinity: clients may stay on the old pods",
                        "Service demo-service is headless: clients follow as fast as they ask DNS",
                        "Service internal selects by the same traffic label and moves too, by overlap",
                        "The candidate is not dark: Service all selects it too, so it would serve while it is dark",
                        "The cutover is an overlap, in which both versions serve, because Service demo-service has externalTrafficPolicy: Local",
                        "NetworkPolicy policy is keyed on a traffic label: it applies to the candidate only once that has it",
                        "HorizontalPodAutoscaler scaler scales demo-rs-v001 and does not follow to the new release",
                        "PodDisruptionBudget budget covers demo-rs-v001 and does not follow to the new release");
        assertThat(scene.step().facts().warnings()).containsExactlyInAnyOrderElementsOf(warnings);
    }

    @Test
    void namesEveryProblemAtOnceAndStillWarns() {
        scene.serving(1);
        scene.service(Scene.SERVICE).traits = new ServiceState.Traits(false, true, false, false, true);
        scene.options = withChoice(CutoverChoice.ATOMIC, false);
        scene.facts = Facts.atStart(Scene.NOW)
                .withFindings(new Findings(
                        false, List.of(), Optional.of("spec.x: Invalid value"), List.of(), List.of(), Map.of()));

        Plan plan = plan();

        assertThat(plan.problems())
                .extracting(Problem::sentence)
                .anySatisfy(sentence -> assertThat(sentence).contains("publishes addresses that are not ready"))
                .anySatisfy(sentence -> assertThat(sentence).contains("spec.x: Invalid value"))
                .hasSize(2);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.warnings()).singleElement().asString().contains("session affinity");
        assertThat(Planning.question(scene.request(), scene.observed(), Scene.NOW)
                        .candidate())
                .as("is asked about although something else is wrong")
                .isPresent();
    }
}
