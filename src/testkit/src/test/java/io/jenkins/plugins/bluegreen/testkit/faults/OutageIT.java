package io.jenkins.plugins.bluegreen.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.ControlPlane;
import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A part of the control plane is gone for 20 s, or replaced, while deployments stand in each of their phases: held before the
 * request that begins it, all at once.
 */
@EnabledIfSystemProperty(
        named = "cluster.long",
        matches = "true",
        disabledReason = "It takes minutes: run it with -Dcluster.long=true")
@OnControlPlane
@Isolated("It takes the control plane apart")
class OutageIT {
    private static final Predicate<Call> SERVICE =
            call -> call.method().equals("PATCH") && call.path().endsWith("/services/" + World.SERVICE);

    private static final Map<String, Phase> PHASES = phases();

    /** The nth request of a kind begins it. */
    private record Phase(Predicate<Call> which, int nth) {}

    private static Map<String, Phase> phases() {
        Map<String, Phase> phases = new LinkedHashMap<>();
        phases.put("lock", new Phase(call -> call.path().contains("/leases/"), 1));
        phases.put(
                "create",
                new Phase(
                        call -> call.writes()
                                && call.method().equals("POST")
                                && call.path().endsWith("/replicasets"),
                        1));
        phases.put("flip", new Phase(SERVICE, 1));
        phases.put("commit", new Phase(SERVICE, 2));
        phases.put(
                "labels",
                new Phase(call -> call.method().equals("PATCH") && call.path().contains("/pods/"), 2));
        phases.put("hand back", new Phase(SERVICE, 3));
        return phases;
    }

    private record Held(String phase, World world, Run run) {}

    private static List<Held> held(ControlPlane cluster, CountDownLatch arrived, CountDownLatch gone) {
        List<Held> all = new ArrayList<>();
        PHASES.forEach((name, phase) -> {
            World world = World.in(cluster);
            world.create("label/service.yaml");
            assertThat(world.outcome(RequestBuilder.label("v1"))).isEqualTo(new Outcome.Promoted("demo-rs-v001"));
            world.forget();
            world.restart();
            AtomicInteger seen = new AtomicInteger();
            world.faults().onCall(call -> {
                if (phase.which().test(call) && seen.incrementAndGet() == phase.nth()) {
                    arrived.countDown();
                    hold(gone);
                }
            });
            Run run = world.begin(RequestBuilder.label("v2").options(options -> options.cutover(CutoverChoice.ATOMIC)));
            all.add(new Held(name, world, run));
        });
        return all;
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(180, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void livesThroughAnOutageOfTheApiServer(ControlPlane cluster) {
        goThrough(cluster, () -> cluster.ctl("stop", "apiserver"), () -> {
            cluster.ctl("start", "apiserver");
            cluster.ctl("replace", "controller-manager", "scheduler");
        });
    }

    @Test
    void livesThroughAnOutageOfTheControllerManager(ControlPlane cluster) {
        goThrough(
                cluster,
                () -> cluster.ctl("stop", "controller-manager"),
                () -> cluster.ctl("start", "controller-manager"));
    }

    @Test
    void doesNotMindAnotherControllerManagerInTheMiddle(ControlPlane cluster) {
        goThrough(cluster, () -> cluster.ctl("replace", "controller-manager"), () -> {});
    }

    private static void goThrough(ControlPlane cluster, Runnable off, Runnable on) {
        CountDownLatch arrived = new CountDownLatch(PHASES.size());
        CountDownLatch gone = new CountDownLatch(1);
        List<Held> all = held(cluster, arrived, gone);
        try {
            hold(arrived);
            off.run();
            gone.countDown();
            hold20Seconds();
            on.run();
            List<String> wrong = new ArrayList<>();
            all.forEach(each -> judge(each, wrong));
            assertThat(wrong).isEmpty();
        } finally {
            gone.countDown();
            all.forEach(each -> each.world().close());
        }
    }

    /** The outage is a given length of time, so there is no condition to wait for. */
    private static void hold20Seconds() {
        try {
            assertThat(new CountDownLatch(1).await(20, TimeUnit.SECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void judge(Held held, List<String> wrong) {
        World world = held.world();
        Outcome first = world.await(held.run()).outcome();
        List<String> story = world.story();
        world.faults().onCall(call -> {});
        world.forget();
        Outcome last = first instanceof Outcome.Promoted ? first : world.outcome(RequestBuilder.label("v2"));
        String release = last instanceof Outcome.Promoted promoted
                ? promoted.release()
                : last instanceof Outcome.AlreadyActive active ? active.release() : "nothing";
        world.service().violations(release, 3).stream()
                .filter(violation -> !violation.startsWith("Nothing is known"))
                .forEach(violation ->
                        wrong.add("%s: %s, then %s: %s %s".formatted(held.phase(), first, last, violation, story)));
        if (!world.look().unfinished().isEmpty()) {
            wrong.add("%s: %s".formatted(held.phase(), world.look().unfinished()));
        }
        System.out.printf("Held at %s: %s, then %s%n", held.phase(), first, last);
    }
}
