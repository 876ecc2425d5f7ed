package io.jenkins.plugins.bluegreen.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.ControlPlane;
import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import java.time.Duration;
import java.util.ArrayList;
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

    private static final List<Phase> PHASES = phases();

    /** The nth request of a kind begins it. */
    private record Phase(String name, Mode mode, CutoverChoice cutover, Predicate<Call> which, int nth) {}

    private static List<Phase> phases() {
        List<Phase> phases = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            for (CutoverChoice cutover : List.of(CutoverChoice.ATOMIC, CutoverChoice.OVERLAP)) {
                Adder add = (name, which, nth) -> phases.add(new Phase(name, mode, cutover, which, nth));
                add.phase("lock", call -> call.path().contains("/leases/"), 1);
                add.phase("create", call -> call.writes() && call.method().equals("POST") && isWorkload(call), 1);
                boolean byLabels = mode == Mode.LABEL && cutover == CutoverChoice.OVERLAP;
                if (!byLabels) {
                    add.phase("first write of the Service", SERVICE, 1);
                    add.phase("second write of the Service", SERVICE, 2);
                }
                if (mode == Mode.LABEL) {
                    add.phase(
                            "labels",
                            call -> call.method().equals("PATCH") && call.path().contains("/pods/"),
                            2);
                }
            }
        }
        phases.add(new Phase("hand back", Mode.LABEL, CutoverChoice.ATOMIC, SERVICE, 3));
        return phases;
    }

    private interface Adder {
        void phase(String name, Predicate<Call> which, int nth);
    }

    private static boolean isWorkload(Call call) {
        return call.path().endsWith("/replicasets") || call.path().endsWith("/deployments");
    }

    private record Held(Phase phase, World world, Run run) {}

    private static List<Held> held(ControlPlane cluster, CountDownLatch arrived, CountDownLatch gone) {
        List<Held> all = new ArrayList<>();
        PHASES.forEach(phase -> {
            World world = World.in(cluster);
            serveV1(world, phase.mode());
            world.forget();
            world.restart();
            AtomicInteger seen = new AtomicInteger();
            world.faults().onCall(call -> {
                if (phase.which().test(call) && seen.incrementAndGet() == phase.nth()) {
                    arrived.countDown();
                    hold(gone);
                }
            });
            all.add(new Held(phase, world, world.begin(request(phase))));
        });
        return all;
    }

    private static void serveV1(World world, Mode mode) {
        if (mode == Mode.LABEL) {
            world.create("label/service.yaml");
            assertThat(world.outcome(RequestBuilder.label("v1"))).isEqualTo(new Outcome.Promoted("demo-rs-v001"));
        } else {
            world.create("selector/service.yaml");
            world.create("selector/deployment-v1.yaml");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> world.look().serving(World.SERVICE).equals(Map.of("demo-dp-v1", 3)));
        }
    }

    private static RequestBuilder request(Phase phase) {
        return RequestBuilder.deploy(phase.mode(), "v2").options(options -> options.cutover(phase.cutover()));
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
        Outcome last = first instanceof Outcome.Promoted ? first : world.outcome(request(held.phase()));
        String release = last instanceof Outcome.Promoted promoted
                ? promoted.release()
                : last instanceof Outcome.AlreadyActive active ? active.release() : "nothing";
        List<String> violations = held.phase().cutover() == CutoverChoice.OVERLAP
                ? world.service().violationsOfOverlap(release, 3)
                : world.service().violations(release, 3);
        violations.stream()
                .filter(violation -> !violation.startsWith("Nothing is known"))
                .forEach(violation ->
                        wrong.add("%s: %s, then %s: %s %s".formatted(held.phase(), first, last, violation, story)));
        if (!world.look().unfinished().isEmpty()) {
            wrong.add("%s: %s".formatted(held.phase(), world.look().unfinished()));
        }
        System.out.printf(
                "Held at %s, %s, %s: %s, then %s%n",
                held.phase().name(), held.phase().mode(), held.phase().cutover(), first, last);
    }
}
