package io.jenkins.plugins.bluegreen.testkit.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.observer.measure.Observation;
import io.jenkins.plugins.bluegreen.testkit.Manifests;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import io.jenkins.plugins.bluegreen.testkit.World;
import io.jenkins.plugins.bluegreen.testkit.cluster.ControlPlane;
import io.jenkins.plugins.bluegreen.testkit.contract.OnControlPlane;
import io.jenkins.plugins.bluegreen.testkit.fault.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody applies or replaces the owner's Service before each write of a cutover: traffic is back at once. */
@OnControlPlane
@Execution(ExecutionMode.CONCURRENT)
class OwnersWritesIT {
    /** How long there may be fewer endpoints than pods, on a machine that does much else. */
    private static final double AT_ONCE_MILLIS = 5000;

    @ParameterizedTest
    @ValueSource(strings = {"apply", "apply --server-side --force-conflicts", "replace"})
    void bringsTrafficBackAtOnce(String command, ControlPlane cluster) throws IOException {
        Path manifest = Files.createTempFile("service", ".yaml");
        Path kubeconfig = Files.createTempFile("service", ".kubeconfig");
        try (World world = World.in(cluster)) {
            Files.writeString(manifest, Manifests.text(Manifests.demo("label/service.yaml")));
            Files.writeString(kubeconfig, world.site().kubeconfig());
            List<String> kubectl = new ArrayList<>(List.of(
                    cluster.kubectl().toString(), "--kubeconfig=" + kubeconfig, "--namespace=" + world.namespace()));
            kubectl.addAll(List.of(command.split(" ")));
            kubectl.addAll(List.of("-f", manifest.toString()));
            List<String> first = new ArrayList<>(kubectl.subList(0, 3));
            first.addAll(List.of("apply", "-f", manifest.toString()));
            run(first);
            world.observe(World.SERVICE);
            for (String version : List.of("v1", "v2")) {
                assertThat(world.outcome(RequestBuilder.label(version))).isInstanceOf(Outcome.Promoted.class);
            }
            int nth = 1;
            while (disturbed(world, kubectl, command, nth)) {
                nth++;
            }
            assertThat(nth).isGreaterThan(5);
        } finally {
            Files.delete(manifest);
            Files.delete(kubeconfig);
        }
    }

    /** Whether there was an nth write to come before. */
    private static boolean disturbed(World world, List<String> kubectl, String command, int nth) {
        String before = world.look().serving(World.SERVICE).keySet().iterator().next();
        String other = before.equals("demo-rs-v001") ? "demo-rs-v002" : "demo-rs-v001";
        world.restart();
        AtomicInteger writes = new AtomicInteger();
        world.faults().onCall(call -> {
            if (partOfTheCutover(call) && writes.incrementAndGet() == nth) {
                run(kubectl);
            }
        });

        var ending = world.run(
                RequestBuilder.rollback(Mode.LABEL, other).options(options -> options.cutover(CutoverChoice.ATOMIC)));

        world.faults().onCall(call -> {});
        String what = "kubectl %s before write %d: %s %s".formatted(command, nth, ending.outcome(), world.story());
        String serves = ending.outcome() instanceof Outcome.RolledBack back ? back.release() : before;
        Observation seen = world.service().seen(3);
        assertThat(world.look().serving(World.SERVICE)).as(what).isEqualTo(Map.of(serves, 3));
        assertThat(world.look().selector(World.SERVICE)).as(what).isEqualTo(Map.of("createBy", World.SERVICE));
        assertThat(world.look().unfinished()).as(what).isEmpty();
        assertThat(seen.leaks()).as(what).isEmpty();
        assertThat(seen.belowFloorMillis()).as(what).isLessThan(AT_ONCE_MILLIS);
        System.out.printf(
                Locale.ROOT,
                "kubectl %s before write %d of a cutover: %s; fewer endpoints for %.0f ms, mixed for %.0f ms%n",
                command,
                nth,
                ending.report().outcome(),
                seen.belowFloorMillis(),
                seen.mixedTotalMillis());
        return writes.get() >= nth;
    }

    private static boolean partOfTheCutover(Call call) {
        return call.method().equals("PATCH") && !call.path().contains("/leases/");
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(said).isZero();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
