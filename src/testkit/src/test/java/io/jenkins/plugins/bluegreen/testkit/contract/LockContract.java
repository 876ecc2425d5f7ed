package io.jenkins.plugins.bluegreen.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.jenkins.plugins.bluegreen.decide.CutoverChoice;
import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.testkit.RequestBuilder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One run at a time on a Service and on a workload. */
abstract class LockContract extends ClusterTest {

    private Lease lease(String name, String holder) {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        return new LeaseBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(world.namespace())
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds(15)
                .withAcquireTime(now)
                .withRenewTime(now)
                .endSpec()
                .build();
    }

    @Test
    void saysWhoHoldsTheLockWhileAnotherRunIsUnderWay() {
        serveV1(Mode.LABEL);
        var first = world.begin(RequestBuilder.label("never-ready"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.look().held()).hasSize(2));
        String holder = world.look().held().get("bluegreen-demo-service");

        var outcome = world.outcome(RequestBuilder.label("v3"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.problems().get(0).sentence())
                .contains("Lease bluegreen-demo-")
                .contains("it is held by " + holder + " since "));
        first.cancel("the test is over");
        world.await(first);
        assertThat(world.look().releases()).containsExactly("demo-rs-v001");
        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void saysWhereTheRunThatHoldsTheLockCanBeLookedAt() {
        serveV1(Mode.LABEL);
        var first =
                world.begin(RequestBuilder.label("never-ready").run("run-1", "https://jenkins.example/job/shop/7/"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.look().held()).hasSize(2));

        var outcome = world.outcome(RequestBuilder.label("v3"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.problems().get(0).sentence())
                .contains("it is held by run-1 since ")
                .contains(" (https://jenkins.example/job/shop/7/). Wait"));
        first.cancel("the test is over");
        world.await(first);
        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void aRunThatIsResumedAndFindsNothingToDoGivesBackWhatItHeld() {
        serveV1(Mode.LABEL);
        Lease old = world.client()
                .leases()
                .inNamespace(world.namespace())
                .withName("bluegreen-demo-service")
                .require();
        world.client()
                .resource(new LeaseBuilder(lease("bluegreen-demo-service", "run-7"))
                        .withMetadata(old.getMetadata())
                        .build())
                .update();

        var outcome = world.outcome(RequestBuilder.label("v1").run("run-7", "a test"));

        assertThat(outcome).isEqualTo(new Outcome.AlreadyActive("demo-rs-v001"));
        assertUntouched("demo-rs-v001", 3);
    }

    @Test
    void takesOverALeaseThatIsNotRenewed() {
        serveV1(Mode.LABEL);
        String name = "bluegreen-demo-service";
        world.client().leases().inNamespace(world.namespace()).withName(name).edit(old -> new LeaseBuilder(
                        lease(name, "a run that is dead"))
                .withMetadata(old.getMetadata())
                .build());

        long begun = System.nanoTime();
        var ending = world.run(RequestBuilder.label("v2"));

        assertThat(ending.outcome()).as("%s", world.story()).isEqualTo(new Outcome.Promoted("demo-rs-v002"));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofSeconds(15));
        assertMoved(ending, "demo-rs-v002", 3, CutoverChoice.ATOMIC);
    }

    @Test
    void locksTheWorkloadToo() {
        serveV1(Mode.LABEL);
        world.create(service("other-service", "ClusterIP", Map.of("createBy", "other-service")));
        var first = world.begin(RequestBuilder.label("never-ready"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(world.look().held()).hasSize(2));

        var outcome = world.outcome(RequestBuilder.label("v3").services("other-service"));

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.problems().get(0).sentence())
                .contains("Lease bluegreen-demo-rs"));
        first.cancel("the test is over");
        world.await(first);
        assertUntouched("demo-rs-v001", 3);
    }
}
